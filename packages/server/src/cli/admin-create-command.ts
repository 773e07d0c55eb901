import { schemas } from '@cashflowsmart/sdk/contract';
import { EmailTakenError, PasswordTooShortError, PasswordCommonError } from '../access/people.ts';
import { randomPassword } from '../access/random-password.ts';
import { HOST } from '../audit/audit-trail.ts';
import { openDatabase } from '../database/open-database.ts';
import { PLATFORM } from '../database/schema.ts';
import { CommandError, EXIT, text, type Command, type OptionValues } from './command.ts';
import { DATABASE_HELP, databaseOptions, KEYS_HELP } from './database-options.ts';
import { openDeployment, type Deployment } from './deployment.ts';
import { deploymentOptions } from './deployment-options.ts';
import { givenPassword } from './inspect-options.ts';

/** What the contract takes as the name of something that people name. */
const nameSchema = schemas.newAccount.shape.name;
const emailSchema = schemas.signIn.shape.email;

interface Admin {
  readonly organisation: string;
  readonly name: string;
  readonly email: string;
  readonly password: string;
}

export const adminCreateCommand: Command = {
  help: `Makes an organisation and its first admin, who can sign in at once.

  --organisation NAME   How the organisation is called.
  --email EMAIL         By which the admin signs in.
  --name NAME           How the admin is called.
  --password-file FILE  Take the password from the first line of FILE; - reads standard input. Else one is made and printed once.
${DATABASE_HELP}${KEYS_HELP}`,
  positionals: [],
  options: {
    organisation: { type: 'string' }, email: { type: 'string' }, name: { type: 'string' }, 'password-file': { type: 'string' },
    folder: { type: 'string' }, 'key-file': { type: 'string' }, custody: { type: 'string' },
  },
  run: async (values, _positionals, io) => {
    const [organisation, name] = [named(values, 'organisation'), named(values, 'name')];
    const email = emailSchema.safeParse(text(values, 'email'));
    if (!email.success) throw new CommandError('--email takes an e-mail address.', EXIT.unusable);
    const place = text(values, 'password-file');
    const given = await givenPassword(place, io);
    if (place !== undefined && given === null) throw new CommandError('The password is empty.', EXIT.unusable);
    const password = given ?? randomPassword();
    const options = databaseOptions(values, io.env);
    const database = await openDatabase(options, { create: false });
    try {
      const deployment = await openDeployment(database, deploymentOptions(options, values, io.env));
      try {
        const organisationId = await createAdmin(deployment, { organisation, name, email: email.data, password });
        io.out(`Organisation: ${organisationId}\nAdmin: ${email.data}\n${given === null ? `Password: ${password}\nIt is shown this once.\n` : ''}`);
      } finally {
        await deployment.close();
      }
    } finally {
      await database.close();
    }
    return EXIT.done;
  },
};

/** The person first: where the e-mail or the password is refused, there is no organisation without anybody. */
async function createAdmin({ access, audit }: Deployment, { organisation, ...person }: Admin): Promise<string> {
  const personId = await access.people.create(person).catch((error: unknown) => {
    throw error instanceof EmailTakenError || error instanceof PasswordTooShortError || error instanceof PasswordCommonError ? new CommandError(`${error.message} Nothing was made.`) : error;
  });
  await audit.append(PLATFORM, { action: 'person.create', actor: HOST, object: { kind: 'person', id: personId } });
  const organisationId = await access.organisations.create(organisation);
  await audit.append(organisationId, { action: 'organisation.create', actor: HOST, object: { kind: 'organisation', id: organisationId } });
  await access.members.add(organisationId, personId, 'admin');
  await audit.append(organisationId, { action: 'member.add', actor: HOST, object: { kind: 'member', id: personId }, details: { role: 'admin' } });
  return organisationId;
}

function named(values: OptionValues, option: string): string {
  const name = nameSchema.safeParse(text(values, option));
  if (!name.success) throw new CommandError(`--${option} takes a name of 1 to 120 characters.`, EXIT.unusable);
  return name.data;
}
