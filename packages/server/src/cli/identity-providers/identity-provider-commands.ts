import { schemas } from '@cashflowsmart/sdk/contract';
import { isLoopback } from '../../http/loopback.ts';
import type { IdentityProviders } from '../../oidc/identity-providers.ts';
import { redirectAddress } from '../../oidc/relying-party.ts';
import { openDatabase } from '../../database/open-database.ts';
import { CommandError, EXIT, text, texts, type Command, type CommandIo, type OptionValues } from '../command.ts';
import { DATABASE_HELP, databaseOptions, KEYS_HELP } from '../database-options.ts';
import { openDeployment } from '../deployment.ts';
import { deploymentOptions } from '../deployment-options.ts';
import { givenPassword } from '../inspect-options.ts';

const PLACES = { folder: { type: 'string' }, 'key-file': { type: 'string' }, custody: { type: 'string' } } as const;

export const identityProviderAddCommand: Command = {
  help: `Names an identity provider (OpenID Connect) by which people sign in, and prints the address that must be registered there.
Only who is known here already comes in: by an e-mail of --domain that the provider has verified, or by linking while signed in.

  --name NAME           What people read on the button.
  --issuer URL          Its issuer identifier, https, exactly as it writes it.
  --client-id ID        By which it knows this service.
  --secret-file FILE    The client secret: the first line of FILE; - reads standard input.
  --api URL             Where browsers reach the API, such as https://portal.example/cash-flow.
  --domain DOMAIN       Believe it about e-mail addresses of this domain; may be given several times.
  --acr VALUE           Ask for this strength, and refuse others; may be given several times.
  --amr VALUE           Refuse where this method was not used; may be given several times.
${DATABASE_HELP}${KEYS_HELP}`,
  positionals: [],
  options: {
    name: { type: 'string' }, issuer: { type: 'string' }, 'client-id': { type: 'string' }, 'secret-file': { type: 'string' }, api: { type: 'string' },
    domain: { type: 'string', multiple: true }, acr: { type: 'string', multiple: true }, amr: { type: 'string', multiple: true }, ...PLACES,
  },
  run: async (values, _positionals, io) => {
    const name = schemas.newAccount.shape.name.safeParse(text(values, 'name'));
    if (!name.success) throw new CommandError('--name takes a name of 1 to 120 characters.', EXIT.unusable);
    const [issuer, apiBase] = [address(values, 'issuer'), address(values, 'api')];
    const clientId = text(values, 'client-id');
    if (!clientId) throw new CommandError('--client-id names this service at the provider.', EXIT.unusable);
    const domains = texts(values, 'domain').map((domain) => domain.toLowerCase());
    if (!domains.every((domain) => /^[a-z0-9-]+(?:\.[a-z0-9-]+)+$/.test(domain))) throw new CommandError('--domain takes a domain such as example.com.', EXIT.unusable);
    const clientSecret = await givenPassword(text(values, 'secret-file'), io);
    if (!clientSecret) throw new CommandError('--secret-file names the file with the client secret.', EXIT.unusable);
    return withProviders(values, io, async (providers) => {
      const id = await providers.add({ name: name.data, issuer, clientId, clientSecret, apiBase, domains, acr: [...texts(values, 'acr')], amr: [...texts(values, 'amr')] });
      io.out(`Identity provider: ${id}\nRegister there: ${redirectAddress({ apiBase, id })}\n`);
      return EXIT.done;
    });
  },
};

export const identityProviderListCommand: Command = {
  help: `Lists the identity providers, without their secrets.\n\n${DATABASE_HELP}${KEYS_HELP}`,
  positionals: [],
  options: PLACES,
  run: (values, _positionals, io) => withProviders(values, io, async (providers) => {
    for (const provider of await providers.list()) {
      io.out(`${provider.id}  ${provider.name}\n  issuer ${provider.issuer}, client ${provider.clientId}, domains ${provider.domains.join(' ') || 'none'}\n  ${redirectAddress(provider)}\n`);
    }
    return EXIT.done;
  }),
};

export const identityProviderRemoveCommand: Command = {
  help: `Removes an identity provider: nobody signs in by it any more. People stay, and so do the sessions that they have.\n\n${DATABASE_HELP}${KEYS_HELP}`,
  positionals: ['ID'],
  options: PLACES,
  run: (values, [id = ''], io) => withProviders(values, io, async (providers) => {
    if (!schemas.id.safeParse(id).success || !await providers.remove(id)) throw new CommandError('There is no identity provider with this id.');
    io.out('Removed.\n');
    return EXIT.done;
  }),
};

/** Over TLS, but on this machine. */
function address(values: OptionValues, option: string): string {
  const given = text(values, option);
  const url = given === undefined ? null : URL.parse(given);
  if (!url || !(url.protocol === 'https:' || (url.protocol === 'http:' && isLoopback(url.hostname))) || url.search !== '' || url.hash !== '' || url.username !== '') {
    throw new CommandError(`--${option} takes an https address.`, EXIT.unusable);
  }
  return given ?? '';
}

async function withProviders<T>(values: OptionValues, io: CommandIo, run: (providers: IdentityProviders) => Promise<T>): Promise<T> {
  const options = databaseOptions(values, io.env);
  const database = await openDatabase(options, { create: false });
  try {
    const deployment = await openDeployment(database, deploymentOptions(options, values, io.env));
    try {
      return await run(deployment.access.identityProviders);
    } finally {
      await deployment.close();
    }
  } finally {
    await database.close();
  }
}
