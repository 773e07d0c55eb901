/** The worker in which statements are read: its own file, because a page under a strict policy starts no worker from a text. */
import '@cashflowsmart/sdk/statements/worker';
