import { z } from 'zod';
import { defineJob } from '../jobs/index.ts';
import { noticeKinds } from './texts.ts';

/** A mail server that is away for the night is back before the last attempt, about ten hours later. */
const patience = { retries: 14, backoff: { first: 10, most: 3600 }, expireIn: 120, concurrency: 2 } as const;

/** Sends what lies in the outbox. */
export const sendMail = defineJob({ name: 'send-mail', payload: { organisationId: z.uuid(), mailId: z.uuid() }, ...patience });

/** Tells a person what happened to their account; `at` in seconds since 1970. */
export const sendNotice = defineJob({
  name: 'send-notice', payload: { personId: z.uuid(), notice: z.enum(noticeKinds), at: z.int().min(0).max(0xffff_ffff) }, ...patience,
});

export const mailJobs = [sendMail, sendNotice] as const;
