import { z } from 'zod';
import { id, member, membership, role, signIn, timestamp } from './schemas.ts';

const email = signIn.shape.email;

/** A name in one line: it stands in mails and lists, where a line of its own could pass for somebody else's words. */
const personName = z.string().trim().min(1).max(120).regex(/^[^\p{Cc}\p{Zl}\p{Zp}]*$/u);

/** How long a new password has to be says the service; this only keeps the work of hashing it bounded. */
const newPassword = z.string().min(1).max(256);

/** The languages in which mails are written. */
export const mailLocale = z.enum(['en', 'de']);

/* ---- members ---- */

export const revision = z.number().int().min(1).max(2_147_483_647)
  .meta({ description: 'The revision that was read; where somebody changed it since, the change is refused.' });

export const changeMember = z
  .strictObject({ revision, role: role.optional(), state: member.shape.state.optional() })
  .refine((change) => change.role !== undefined || change.state !== undefined, 'a role or a state')
  .meta({ id: 'ChangeMember' });

/* ---- invitations ---- */

export const newInvitation = z
  .strictObject({ email, role, locale: mailLocale.optional().meta({ description: 'The language of the mail; the service\'s own unless given.' }) })
  .meta({ id: 'NewInvitation' });

export const invitation = z
  .object({
    id, email: z.string(), role, createdAt: timestamp, expiresAt: timestamp,
    state: z.enum(['pending', 'expired']),
    invitedBy: z.string().nullable().meta({ description: 'The name of who sent it; null where that is not known any more.' }),
  })
  .meta({ id: 'Invitation' });

/** From the fragment of a link in a mail: it names what it is for and proves that one got the mail. */
export const linkToken = z.string().regex(/^[\w-]{43,128}$/).meta({ description: 'What stands behind the sign # in the link of a mail, after the equals sign.' });

export const readInvitation = z.strictObject({ token: linkToken }).meta({ id: 'ReadInvitation' });

export const invitationOffer = z
  .object({ organisationName: z.string(), email: z.string(), role, expiresAt: timestamp })
  .meta({ id: 'InvitationOffer' });

export const acceptInvitation = z
  .strictObject({ token: linkToken, name: personName, password: newPassword })
  .meta({ id: 'AcceptInvitation', description: 'Name and password count where nobody signs in with this e-mail yet; whoever does keeps their own.' });

export const joined = z.object({ membership }).meta({ id: 'Joined' });

/* ---- resets ---- */

export const requestPasswordReset = z.strictObject({ email, locale: mailLocale.optional() }).meta({ id: 'RequestPasswordReset' });

export const redeemPasswordReset = z.strictObject({ token: linkToken, password: newPassword }).meta({ id: 'RedeemPasswordReset' });
