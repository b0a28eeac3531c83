import { html, raw } from 'hono/html';
import { verifyPart } from './verify-page.ts';
import { commonWords } from './wording-common.ts';
import { verifyWords } from './wording-verify.ts';

/** What goes into `verify.html`: style and program themselves, and the policy's hashes of them (`sha256-BASE64`). */
export type VerifyFileParts = { style: string; styleHash: string; program: string; programHash: string };

const LANGUAGES = ['de', 'en'] as const;

/**
 * `verify.html`, one file that works from a disk without a network: both languages, of which the program shows one. Its
 * policy forbids every connection, so that nothing of what is checked can leave the device.
 */
export function verifyFile({ style, styleHash, program, programHash }: VerifyFileParts): string {
  const policy = [
    "default-src 'none'",
    `style-src '${styleHash}'`,
    `script-src '${programHash}'`,
    'worker-src blob:',
    "base-uri 'none'",
    "form-action 'none'",
  ].join('; ');
  const page = html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="referrer" content="no-referrer">
<title>${verifyWords.en.title} · Linewitness</title>
<style>${raw(style)}</style>
</head>
<body>
<header class="top">
<span class="brand"><svg width="28" height="28" viewBox="0 0 28 28" aria-hidden="true"><path class="mark" d="M2 16h6l3-9 4 15 3-6h2m3 0h3"/></svg><span>Linewitness</span></span>
<nav aria-label="Deutsch, English">${LANGUAGES.map(
    (language) =>
      html`<button class="button" type="button" lang="${language}" data-language="${language}" hidden>${commonWords[language === 'de' ? 'en' : 'de'].otherLanguage.name}</button>`,
  )}</nav>
</header>
<main id="main">
${LANGUAGES.map(
  (language) =>
    html`<div lang="${language}" data-page="${language}"><h1>${verifyWords[language].title}</h1>${verifyPart(language, null)}</div>`,
)}
</main>
<script id="verify-program">${raw(program)}</script>
</body>
</html>
`;
  return String(page);
}
