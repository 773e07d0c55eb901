/** What event streams may cost in one process. All of them are options of the server. */
export interface EventLimits {
  /** Streams of one person in one organisation. 1 to 100. Default 8: that many tabs. */
  readonly streamsPerPerson: number;
  /** Streams of one organisation. 1 to 10,000. Default 400. */
  readonly streamsPerOrganisation: number;
  /** Streams of a process. 1 to 100,000. Default 4,000. */
  readonly streams: number;
  /** Milliseconds between two looks whether a stream may go on. 10 to 60,000. Default 5,000. */
  readonly recheck: number;
  /** Messages that a reader may be behind, after which it is dropped. 4 to 1,000. Default 32. */
  readonly backlog: number;
}

export const defaultEventLimits: EventLimits = { streamsPerPerson: 8, streamsPerOrganisation: 400, streams: 4_000, recheck: 5_000, backlog: 32 };

export const eventLimitRanges: { readonly [Name in keyof EventLimits]: readonly [least: number, most: number] } = {
  streamsPerPerson: [1, 100], streamsPerOrganisation: [1, 10_000], streams: [1, 100_000], recheck: [10, 60_000], backlog: [4, 1_000],
};
