import type { Transaction } from 'kysely';
import type { Database } from '../database/schema.ts';
import type { Jobs } from '../jobs/index.ts';
import { sendNotice } from './mail-jobs.ts';
import type { NoticeKind } from './texts.ts';

/** Tells people by mail what happened to their account: committed with what happened, sent afterwards. */
export class Notifier {
  readonly #jobs: Pick<Jobs, 'enqueue'>;
  readonly #now: () => Date;

  constructor({ jobs, now = () => new Date() }: { readonly jobs: Pick<Jobs, 'enqueue'>; readonly now?: () => Date }) {
    this.#jobs = jobs;
    this.#now = now;
  }

  /** In the transaction of what is told. Who has no e-mail is told nothing. */
  async tell(transaction: Transaction<Database>, personId: string, notice: NoticeKind): Promise<void> {
    await this.#jobs.enqueue(transaction, sendNotice, { personId, notice, at: Math.floor(this.#now().getTime() / 1000) });
  }
}
