/** Every reason for which the server refuses a request; other programs may rely on the words. */
export const APP_ERROR_CODES = [
  'invalid', //        what was sent is not well formed or out of range
  'unauthorised', //   who asks is not known
  'forbidden', //      who asks is known and may not
  'not-found', //      there is nothing, or nothing that the asker may see
  'conflict', //       it does not fit what is there
  'too-large', //      more than the limit
  'wrong-host', //     asked under a name that is not this server's
  'busy', //           the limit of what runs at once is reached
  'too-often', //      the limit of what one place, or all strangers together, may ask for in an hour
  'internal', //       a bug, or a broken disk; only the log says which
] as const;
export type AppErrorCode = (typeof APP_ERROR_CODES)[number];

/** The only place that knows HTTP statuses of errors. */
export const STATUS_OF_CODE = {
  invalid: 400,
  unauthorised: 401,
  forbidden: 403,
  'not-found': 404,
  conflict: 409,
  'too-large': 413,
  'wrong-host': 421,
  busy: 503,
  'too-often': 429,
  internal: 500,
} as const satisfies Record<AppErrorCode, number>;

/** Expected trouble with a request. `message` is a sentence for whoever asked; `cause` is only logged. */
export class AppError extends Error {
  readonly code: AppErrorCode;
  /** Name of the query parameter or field that is wrong, where there is one. */
  readonly parameter: string | null;
  /** When to ask again, where that is known. */
  readonly retryAfterSeconds: number | null;

  constructor(
    code: AppErrorCode,
    message: string,
    options: { parameter?: string; retryAfterSeconds?: number; cause?: unknown } = {},
  ) {
    super(message, 'cause' in options ? { cause: options.cause } : undefined);
    this.name = 'AppError';
    this.code = code;
    this.parameter = options.parameter ?? null;
    this.retryAfterSeconds = options.retryAfterSeconds ?? null;
  }
}

/** Body of every refusal of the API. */
export type ErrorJson = { error: { code: AppErrorCode; message: string; parameter?: string } };

/** Internal errors say nothing about their inside. */
export function errorJson(error: AppError): ErrorJson {
  const { code, message, parameter } = error;
  return { error: { code, message, ...(parameter !== null && { parameter }) } };
}

/** The same words for what does not exist and for what the asker may not see. */
export function notFound(): AppError {
  return new AppError('not-found', 'there is nothing here, or nothing that is published');
}
