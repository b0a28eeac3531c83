import { X509Certificate } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { rootCertificates } from 'node:tls';

const MAX_BYTES = 1_000_000;
const CERTIFICATE = /-----BEGIN CERTIFICATE-----[A-Za-z0-9+/=\s]+-----END CERTIFICATE-----/g;

/** Roots of time stamp authorities of the owner's choice, as PEM texts. Throws with a sentence. `null`: there are none. */
export function readExtraRoots(file: string | null): string[] {
  if (file === null) return [];
  const text = readText(file);
  if (text.length > MAX_BYTES) throw new Error(`TIME_STAMP_ROOTS: ${file} is larger than ${MAX_BYTES} bytes`);
  const pems = text.match(CERTIFICATE) ?? [];
  if (pems.length === 0) throw new Error(`TIME_STAMP_ROOTS: ${file} holds no certificate (PEM)`);
  for (const [index, pem] of pems.entries()) {
    if (!isCertificate(pem)) {
      throw new Error(`TIME_STAMP_ROOTS: certificate ${index + 1} in ${file} cannot be read`);
    }
  }
  return pems;
}

function readText(file: string): string {
  try {
    return readFileSync(file, 'latin1');
  } catch (error) {
    throw new Error(`TIME_STAMP_ROOTS: ${file} cannot be read`, { cause: error });
  }
}

function isCertificate(pem: string): boolean {
  try {
    return new X509Certificate(pem).raw.length > 0;
  } catch {
    return false;
  }
}

let known: Uint8Array[] | null = null;

/** The roots that come with Node, which are those of Mozilla; DER. Made when first asked for. */
export function publicRoots(): readonly Uint8Array[] {
  known ??= rootCertificates.map((pem) => new X509Certificate(pem).raw);
  return known;
}

/** The roots that the owner named (`TIME_STAMP_ROOTS`), DER. */
export function ownerRoots(extraRoots: readonly string[]): Uint8Array[] {
  return extraRoots.map((pem) => new X509Certificate(pem).raw);
}
