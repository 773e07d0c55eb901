import { isLoopback } from '../http/loopback.ts';
import { CommandError, EXIT, type CommandIo } from './command.ts';

/** The host says that nobody else can listen between server and database, such as in a network of two containers on one machine. */
const ACCEPTED = 'accepted';

/**
 * The address of a PostgreSQL, if what is said to it stays between the two: on this machine, by a socket, or over TLS with a certificate that is
 * checked. Other values of `sslmode` go on without TLS or with any certificate, depending on who reads them.
 * @param variable where the address stands, to be named in the error; the address itself may hold a password.
 * @throws {CommandError}
 */
export function databaseAddress(variable: string, address: string, env: CommandIo['env']): string {
  if (env['CASH_FLOW_DATABASE_WITHOUT_TLS'] === ACCEPTED || staysHere(address, env['PGHOST']) || checksCertificate(address)) return address;
  throw new CommandError(
    `${variable} names another machine without sslmode=verify-full, so others could read and change what goes there. Add it, with sslrootcert=FILE for an authority of your own; or set CASH_FLOW_DATABASE_WITHOUT_TLS=${ACCEPTED} where nobody else can reach the network between.`,
    EXIT.unusable,
  );
}

function staysHere(address: string, fallback = 'localhost'): boolean {
  // A path to a folder with sockets may stand alone.
  if (address.startsWith('/')) return true;
  const url = URL.parse(address);
  if (!url) return false;
  const hosts = url.searchParams.getAll('host');
  return (hosts.length > 0 ? hosts : [decodeURIComponent(url.hostname) || fallback]).every((host) => host.startsWith('/') || isLoopback(host.replace(/^\[|\]$/g, '')));
}

function checksCertificate(address: string): boolean {
  const parameters = URL.parse(address)?.searchParams;
  const modes = parameters?.getAll('sslmode') ?? [];
  return modes.length === 1 && modes[0] === 'verify-full' && !parameters?.has('ssl') && !parameters?.has('uselibpqcompat');
}
