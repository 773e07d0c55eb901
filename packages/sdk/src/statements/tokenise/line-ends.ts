/**
 * Every line end as one `\n`: CRLF, CR and LF alike, also mixed, and the CR CR LF that a twice translated file has.
 */
export function normaliseLineEnds(text: string): string {
  if (!text.includes('\r')) return text;
  const unix = text.replaceAll('\r\n', '\n');
  return unix.includes('\r') ? unix.replace(/\r+\n|\r/g, '\n') : unix;
}
