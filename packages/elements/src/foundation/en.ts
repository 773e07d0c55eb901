import { chartEn } from '../chart/chart-texts.ts';
import { signInEn } from '../sign-in/sign-in-texts.ts';
import { transactionsEn } from '../transactions/transactions-texts.ts';
import { uploaderEn } from '../uploader/uploader-texts.ts';
import type { Texts } from './texts.ts';

/** English. Problems are shown in the words of the server, which are English. */
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
    notMember: { title: 'No access to this organisation', detail: 'Ask an administrator of the organisation to invite you.' },
    notYourRole: (role) => ({ title: 'Your role does not include this', detail: `You are signed in as: ${role}. An administrator of the organisation can change that.` }),
    failed: { title: 'This could not be loaded', detail: 'Nothing was changed. Try again in a moment.' },
  },
  problems: {},
  signIn: signInEn,
  transactions: transactionsEn,
  uploader: uploaderEn,
  chart: chartEn,
};
