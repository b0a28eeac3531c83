/**
 * What a stranger wrote, made safe to be printed: signs that steer a terminal (C0, C1) or turn the order of letters around
 * (bidirectional controls of Unicode), invisible ones and unpaired surrogates become `�`; a line end becomes a space.
 */
export function plainText(text: string): string {
  return text
    .toWellFormed()
    .replaceAll(/[\n\r\t]+/g, ' ')
    .replaceAll(/[\p{Cc}\p{Cf}\p{Co}\u2028\u2029]/gu, '\ufffd');
}
