import { z } from 'zod';
import { sha256HexSchema } from '../ids.ts';
import { MAIL_LEGS, MAIL_STATES, MAIL_VERDICTS } from '../mail/mail.ts';
import { DSN_ACTIONS, FOLDERS, HOP_OWNERS } from '../mail/vocabulary.ts';
import { SIDES } from '../verdict/verdict.ts';
import { countSchema, instantSchema, msSchema, ratioSchema, textSchema, wordSchema } from './evidence-parts.ts';

/** Test mails in `evidence.json`. Words of servers and names of hosts are null for strangers, and once they were erased. */

const words = textSchema.nullable();
const orNull = instantSchema.nullable();
/** `isAtLeast`: mails that are on their way make it a lower bound. */
const bound = z.object({ ms: msSchema, isAtLeast: z.boolean() }).nullable();

const routeSchema = z.object({
  route: wordSchema,
  from: wordSchema,
  to: wordSchema,
  provider: z.enum(['from', 'to', 'both', 'none']),
  spacingMs: msSchema,
  promptMs: msSchema,
  lateMs: msSchema,
  stuckMs: msSchema,
  lostMs: msSchema,
  /** Until then the mailbox was watched. */
  asOfAt: orNull,
  /** null: there were too many mails for one document. */
  figures: z
    .object({
      count: countSchema,
      open: countSchema,
      notTested: countSchema,
      medianMs: bound,
      p95Ms: bound,
      maxMs: bound,
      testedRatio: ratioSchema.nullable(),
    })
    .nullable(),
});

const delaySchema = z.object({
  route: wordSchema,
  id: wordSchema,
  verdict: z.enum(MAIL_VERDICTS),
  leg: z.enum(MAIL_LEGS),
  side: z.enum(SIDES),
  startEarliestAt: instantSchema,
  startLatestAt: instantSchema,
  endEarliestAt: orNull,
  endLatestAt: orNull,
  mails: countSchema,
  missing: countSchema,
  minLatencyMs: msSchema,
  maxLatencyMs: msSchema.nullable(),
  tags: z.array(wordSchema).max(50),
});

const hopSchema = z.object({
  hop: countSchema,
  /** As the host wrote it. */
  stampAt: orNull,
  by: words,
  from: words,
  id: words,
  protocol: wordSchema.nullable(),
  owner: z.enum(HOP_OWNERS),
  isAnchor: z.boolean(),
  clockOffsetMs: z.number().int().nullable(),
  clockErrorMs: z.number().int().nullable(),
  correctedAt: orNull,
  gapMs: z.number().int().nullable(),
  leg: z.enum(MAIL_LEGS).nullable(),
  side: z.enum(SIDES).nullable(),
});

const sightingSchema = z.object({
  reader: z.enum(['probe', 'server']),
  mailbox: wordSchema,
  folder: z.enum(FOLDERS),
  folderName: words,
  arrivedEarliestAt: instantSchema,
  arrivedLatestAt: instantSchema,
  internalDateAt: orNull,
  matchedBy: wordSchema,
  sizeBytes: countSchema.nullable(),
  headersSha256: sha256HexSchema.nullable(),
  hops: z.array(hopSchema).max(100),
});

const reportSchema = z.object({
  action: z.enum(DSN_ACTIONS),
  at: instantSchema,
  status: wordSchema.nullable(),
  reportingMta: words,
  remoteMta: words,
  diagnostic: words,
  retryUntilAt: orNull,
});

const mailSchema = z.object({
  route: wordSchema,
  number: countSchema,
  id: wordSchema,
  state: z.enum(MAIL_STATES),
  acceptedAt: orNull,
  arrivedEarliestAt: orNull,
  arrivedLatestAt: orNull,
  latencyMinMs: msSchema.nullable(),
  latencyMaxMs: msSchema.nullable(),
  folder: wordSchema.nullable(),
  plannedAt: orNull,
  outcome: wordSchema,
  reason: wordSchema.nullable(),
  stage: wordSchema.nullable(),
  replyCode: z.number().int().nullable(),
  status: wordSchema.nullable(),
  smtpReply: words,
  queueId: words,
  host: words,
  tokenSha256: sha256HexSchema.nullable(),
  submit: z.record(wordSchema, z.number()),
  isClockDoubtful: z.boolean(),
  place: z.object({ leg: z.enum(MAIL_LEGS), side: z.enum(SIDES) }).nullable(),
  sightings: z.array(sightingSchema).max(100),
  reports: z.array(reportSchema).max(100),
});

export const evidenceMailSchema = z.object({
  routes: z.array(routeSchema).max(100),
  delays: z.array(delaySchema).max(20_000),
  mails: z.array(mailSchema).max(20_000),
  /** There were too many for one document: so many are not in it. */
  mailsLeftOut: countSchema,
});
