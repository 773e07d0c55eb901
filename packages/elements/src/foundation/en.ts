import { chartEn } from '../chart/chart-texts.ts';
import { signInEn } from '../sign-in/sign-in-texts.ts';
import { transactionsEn } from '../transactions/transactions-texts.ts';
import { uploaderEn } from '../uploader/uploader-texts.ts';
import { plural } from './plurals.ts';
import type { Texts } from './texts.ts';

const counted = plural('en');

/** English. Problems are shown in the words of the server, but for those that speak to a developer. */
export const en: Texts = {
  language: 'en',
  common: {
    cancel: 'Cancel',
    close: 'Close',
    save: 'Save',
    delete: 'Delete',
    retry: 'Try again',
    signIn: 'Sign in',
    signOut: 'Sign out',
    details: 'Details',
    loading: 'Loading',
    account: 'Account',
    allAccounts: 'All accounts',
    date: 'Date',
    description: 'Description',
    amount: 'Amount',
    balance: 'Balance',
    from: 'From',
    to: 'To',
    code: 'Code',
    requestId: 'Request id',
    required: 'Fill this in.',
    was: (value) => `was ${value}`,
    roles: { admin: 'Administrator', operator: 'Operator', 'data-entry': 'Data entry' },
    noProvider: { title: 'Not connected', detail: 'This part of the page has no connection to the service yet.' },
    offline: { title: 'No connection', detail: 'Nothing was lost. It continues as soon as the connection is back.' },
    sessionEnded: { title: 'The session has ended', detail: 'Sign in again; what was saved is still there.' },
    signedOut: { title: 'Nobody is signed in', detail: 'Sign in to see this.' },
    noOrganisation: { title: 'No organisation is chosen', detail: 'Choose one to see this.' },
    notMember: { title: 'No access to this organisation', detail: 'Ask an administrator of the organisation to invite you.' },
    notYourRole: (role) => ({ title: 'Your role does not include this', detail: `You are signed in as: ${role}. An administrator of the organisation can change that.` }),
    failed: { title: 'This could not be loaded', detail: 'Nothing was changed. Try again in a moment.' },
    waitMinutes: (count) => `Wait ${counted(count, { one: 'minute', other: 'minutes' })} and try again.`,
    waitSeconds: (count) => `Wait ${counted(count, { one: 'second', other: 'seconds' })} and try again.`,
  },
  problems: {
    'malformed-json': { title: 'The request could not be read.', action: 'Load the page again and repeat it.' },
    'idempotency-key-required': { title: 'The request lacks its key.', action: 'Load the page again and repeat it.' },
    'idempotency-key-reused': { title: 'The key of the request was used for another one.', action: 'Load the page again and repeat it.' },
    'method-not-allowed': { title: 'This address does not take that.', action: 'Load the page again and repeat it.' },
    'unsupported-content-type': { title: 'This kind of content is not taken here.', action: 'Load the page again and repeat it.' },
    'upload-offset-mismatch': { title: 'The upload does not continue where it stopped.', action: 'Try again; it continues where it stopped.' },
    'too-many-requests': { title: 'Too many attempts in a short time.', action: 'Wait a moment and try again.' },
  },
  signIn: signInEn,
  transactions: transactionsEn,
  uploader: uploaderEn,
  chart: chartEn,
};
