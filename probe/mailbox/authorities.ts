import { createSecureContext, getCACertificates, type SecureContext } from 'node:tls';

const made = new Map<string, SecureContext>();

/** What `tls.connect` is given to trust further authorities as well; made once for each set, for it costs memory. */
export function trusting(ca: string | null): { secureContext?: SecureContext } {
  if (ca === null) return {};
  const secureContext = made.get(ca) ?? createSecureContext({ ca: [...getCACertificates('default'), ca] });
  made.set(ca, secureContext);
  return { secureContext };
}
