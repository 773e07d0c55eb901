import { describe, expect, it } from 'vitest';
import { databaseAddress } from './database-address.ts';

const SECRET = 'sesame-open';
const take = (address: string, env: Readonly<Record<string, string>> = {}): string => databaseAddress('DATABASE_URL', address, env);

describe('the address of a database', () => {
  it.each([
    'postgres://u@localhost/db', 'postgres://u@127.0.0.1:5433/db', 'postgres://u@[::1]/db', 'postgres:///db', '/var/run/postgresql db',
    'postgres://u@%2Fvar%2Frun%2Fpostgresql/db', 'postgres:///db?host=/var/run/postgresql', 'postgres://u@remote.example/db?host=/var/run/postgresql',
  ])('may be on this machine: %s', (address) => {
    expect(take(address)).toBe(address);
  });

  it('takes an address on another machine with a verified certificate only', () => {
    for (const query of ['?sslmode=verify-full', '?sslrootcert=/etc/ca.pem&sslmode=verify-full']) expect(take(`postgres://u@db.example/db${query}`)).toContain(query);
    for (const query of [
      '', '?sslmode=disable', '?sslmode=prefer', '?sslmode=require', '?sslmode=verify-ca', '?sslmode=no-verify', '?ssl=true', '?sslmode=verify-full&sslmode=disable',
      '?sslmode=verify-full&ssl=0', '?sslmode=VERIFY-FULL',
    ]) expect(() => take(`postgres://u:${SECRET}@db.example/db${query}`), query).toThrow(/^DATABASE_URL names another machine/);
    for (const address of ['postgres://u@127.0.0.1/db?host=db.example', 'postgres://u@localhost.example/db', 'host=db.example']) expect(() => take(address), address).toThrow(/sslmode=verify-full/);
    expect(() => take('postgres:///db', { PGHOST: 'db.example' })).toThrow(/sslmode=verify-full/);
  });

  it('is taken without TLS where the host says so, in one word', () => {
    expect(take('postgres://u@db/db', { CASH_FLOW_DATABASE_WITHOUT_TLS: 'accepted' })).toBe('postgres://u@db/db');
    expect(() => take('postgres://u@db/db', { CASH_FLOW_DATABASE_WITHOUT_TLS: '1' })).toThrow(/accepted/);
  });

  it('is never repeated', () => {
    expect(() => take(`postgres://u:${SECRET}@db.example/db`)).toThrow(expect.not.objectContaining({ message: expect.stringContaining(SECRET) as unknown }));
  });
});
