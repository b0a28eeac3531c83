import { writeFileSync } from 'node:fs';
import { sampleBundle } from './fakes/sample-bundle.ts';

/** `npx node test/make-bundle.ts OUT.zip [de|en]`: the small bundle that tests check, as a file. */
const [file, language] = process.argv.slice(2);
if (!file) throw new Error('where to? npx node test/make-bundle.ts OUT.zip [de|en]');
const { zip, members, manifestSha256 } = await sampleBundle({ language: language === 'en' ? 'en' : 'de' });
writeFileSync(file, zip);
process.stdout.write(`${file}: ${zip.length} bytes, ${members} members, manifest ${manifestSha256}\n`);
