import { type Certificate, mayIssue, wasValid } from './certificate.ts';
import { isSame } from './der.ts';
import { isSigned, type Subtle } from './signatures.ts';

/** Longest chain that is followed, and most signatures that are checked on the way: certificates come from strangers. */
const MAX_DEPTH = 6;
const MAX_CHECKS = 30;

type Search = { others: readonly Certificate[]; roots: readonly Certificate[]; atMs: number; subtle: Subtle };

/**
 * Follows the issuers of a certificate to one of the roots: each may issue, was valid at `atMs` and signed the one below.
 * The root that was found, or the certificate at which the longest way ended.
 */
export async function findRoot(
  certificate: Certificate,
  search: Search,
): Promise<{ root: Certificate } | { end: Certificate }> {
  const all = [...search.roots, ...search.others];
  let checksLeft = MAX_CHECKS;
  let end = { certificate, depth: 0 };

  const issuersOf = (from: Certificate) =>
    all.filter((issuer) => issuer.parsed.subject.isEqual(from.parsed.issuer) && !isSame(issuer.bytes, from.bytes));

  async function follow(from: Certificate, depth: number): Promise<Certificate | null> {
    if (depth > end.depth) end = { certificate: from, depth };
    const known = search.roots.find((root) => isSame(root.bytes, from.bytes));
    if (known) return known;
    for (const issuer of depth < MAX_DEPTH ? issuersOf(from) : []) {
      if (checksLeft === 0) return null;
      checksLeft -= 1;
      const root = (await hasIssued(issuer, from, depth, search)) ? await follow(issuer, depth + 1) : null;
      if (root !== null) return root;
    }
    return null;
  }

  const root = await follow(certificate, 0);
  return root === null ? { end: end.certificate } : { root };
}

/** `below`: how many CAs stand between the issuer and the certificate that the chain begins with. */
async function hasIssued(
  issuer: Certificate,
  certificate: Certificate,
  below: number,
  { atMs, subtle }: Search,
): Promise<boolean> {
  if (!wasValid(issuer, atMs)) return false;
  try {
    const { tbsView: bytes, signatureValue: signature, signatureAlgorithm: algorithm } = certificate.parsed;
    const publicKey = issuer.parsed.subjectPublicKeyInfo;
    return mayIssue(issuer, below) && (await isSigned({ bytes, signature, algorithm, hash: null, publicKey }, subtle));
  } catch {
    // an issuer that cannot be understood has issued nothing
    return false;
  }
}
