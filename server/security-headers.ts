/** Nothing but our own files, no frames, no forms to elsewhere (CSP level 3). */
export const CONTENT_SECURITY_POLICY = [
  "default-src 'none'",
  "style-src 'self'",
  "script-src 'self'",
  "img-src 'self' data:",
  "connect-src 'self'",
  "form-action 'self'",
  "base-uri 'none'",
  "frame-ancestors 'none'",
].join('; ');

/** On every answer. No script of another origin can read or include it, and nobody learns where a visitor came from. */
export const SECURITY_HEADERS = {
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'cross-origin-resource-policy': 'same-origin',
  'cross-origin-opener-policy': 'same-origin',
  'x-frame-options': 'DENY',
  'permissions-policy': 'camera=(), microphone=(), geolocation=()',
  'content-security-policy': CONTENT_SECURITY_POLICY,
} as const;

/** A page has the same; its own name keeps the warm path and the app from drifting apart. */
export const PAGE_HEADERS: Record<string, string> = SECURITY_HEADERS;
