/**
 * Asks at most once in `milliseconds`, however many want to know; all of them get that one answer, or its error. For questions that cost
 * something and may be asked by anybody.
 */
export function sharedProbe(milliseconds: number, ask: () => Promise<void>, now: () => number = () => performance.now()): () => Promise<void> {
  let last: { readonly answer: Promise<void>; endedAt: number } | undefined;
  return () => {
    if (last && now() - last.endedAt < milliseconds) return last.answer;
    // Until it has ended it is the newest there is.
    const asked = { answer: ask(), endedAt: Infinity };
    const end = (): void => { asked.endedAt = now(); };
    asked.answer.then(end, end);
    last = asked;
    return asked.answer;
  };
}
