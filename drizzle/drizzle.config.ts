import { defineConfig } from 'drizzle-kit';

/** `npm run db:generate` writes the next migration; released migrations are never edited. */
export default defineConfig({
  dialect: 'sqlite',
  schema: [
    './drizzle/schema.ts',
    './drizzle/derived-schema.ts',
    './drizzle/owner-schema.ts',
    './drizzle/evidence-schema.ts',
  ],
  out: './drizzle/migrations',
});
