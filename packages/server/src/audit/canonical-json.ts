/** What canonical JSON may hold here: of numbers, safe integers alone, whose text no two implementations disagree about. */
export type CanonicalValue = string | number | boolean | null | readonly CanonicalValue[] | { readonly [key: string]: CanonicalValue | undefined };

/**
 * JSON in the form of RFC 8785 (JCS): keys in the order of their UTF-16 code units, no space, the shortest escapes. Equal
 * values give equal text, so a digest over it can be checked by whoever has the value. A property that is `undefined` is left out.
 *
 * @throws {TypeError} for a number that is no safe integer, a lone surrogate, and whatever is no JSON.
 */
export function canonicalJson(value: CanonicalValue): string {
  if (value === null || typeof value === 'boolean') return String(value);
  if (typeof value === 'string') return canonicalText(value);
  if (typeof value === 'number') {
    if (!Number.isSafeInteger(value) || Object.is(value, -0)) throw new TypeError('A number in canonical JSON is a safe integer.');
    return String(value);
  }
  if (isList(value)) return `[${value.map(canonicalJson).join(',')}]`;
  // Anything else that is an object, such as a Date, would be written as its own properties.
  if (typeof value !== 'object' || Object.getPrototypeOf(value) !== Object.prototype) throw new TypeError('Canonical JSON holds JSON values alone.');
  const members = Object.keys(value).toSorted().flatMap((key) => {
    const member = value[key];
    return member === undefined ? [] : [`${canonicalText(key)}:${canonicalJson(member)}`];
  });
  return `{${members.join(',')}}`;
}

function isList(value: CanonicalValue): value is readonly CanonicalValue[] {
  return Array.isArray(value);
}

function canonicalText(text: string): string {
  if (!text.isWellFormed()) throw new TypeError('A text in canonical JSON has no lone surrogate.');
  return JSON.stringify(text);
}
