import { createReadStream } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { MalformedNoteError, parseNoteKey } from '../../audit/signed-note.ts';
import { type VerifiedExport, verifyExport } from '../../audit/verify-export.ts';
import { CommandError, EXIT, text, texts, type Command, type OptionValues } from '../command.ts';
import { runAction } from '../control/run-action.ts';
import { organisation, PLACE_HELP, PLACE_OPTIONS } from '../keys/keys-options.ts';
import { auditContinue, auditExport, auditPublicKey } from './audit-actions.ts';

const ONE_HELP = '  --organisation ID   Whose log; "platform" for sign-ins and what the host did.\n';

export const auditExportCommand: Command = {
  help: `Writes a whole audit log into FILE, a line of JSON for each entry, with its signed checkpoints (docs/audit.md). audit verify checks it.

${ONE_HELP}${PLACE_HELP}`,
  positionals: ['FILE'],
  options: { ...PLACE_OPTIONS, organisation: { type: 'string' } },
  run: async (values, [file = ''], io) => {
    const result = await runAction(auditExport, { organisationId: oneLog(values), file: resolve(file) }, values, io);
    io.out(values['json'] === true ? `${JSON.stringify(result)}\n` : `${String(result.lines)} lines were written.\n`);
    return EXIT.done;
  },
};

export const auditPublicKeyCommand: Command = {
  help: `Prints the public keys that sign checkpoints or have signed them, the oldest first. Whoever checks exports should get them by another way than the exports.

${PLACE_HELP}`,
  positionals: [],
  options: PLACE_OPTIONS,
  run: async (values, _positionals, io) => {
    const { keys } = await runAction(auditPublicKey, {}, values, io);
    io.out(values['json'] === true ? `${JSON.stringify(keys, undefined, 2)}\n` : keys.map(({ key }) => `${key}\n`).join(''));
    return EXIT.done;
  },
};

export const auditContinueCommand: Command = {
  help: `Begins an audit log anew that is not the one that was signed last, as after a restore of an older backup. It is a decision: it is
registered in custody, and stands in the log with what was lost. What the log before holds stays as it is.

${ONE_HELP}  --by NAME           Who decides.
${PLACE_HELP}`,
  positionals: [],
  options: { ...PLACE_OPTIONS, organisation: { type: 'string' }, by: { type: 'string' } },
  run: async (values, _positionals, io) => {
    const by = text(values, 'by');
    if (by === undefined || by === '') throw new CommandError('--by takes the name of whoever decides.', EXIT.unusable);
    const { begun } = await runAction(auditContinue, { organisationId: oneLog(values), by }, values, io);
    if (values['json'] === true) io.out(`${JSON.stringify(begun)}\n`);
    else if (!begun) io.out('Nothing is wrong with this log. It goes on as it is.\n');
    else io.out(`The log goes on in epoch ${String(begun.epoch)}. Signed entries that are lost: ${String(begun.lost)}.\n`);
    return EXIT.done;
  },
};

export const auditVerifyCommand: Command = {
  help: `Checks an exported audit log with a public key alone: whether an entry was changed, removed, added or moved. Exit code 1 where it was.

  --key KEY           A public key as audit public-key prints it, or a file with some, one a line; may be given several times.
  --checkpoint FILE   A checkpoint that was kept elsewhere: the log must have grown out of it; may be given several times.
                      Without one, entries that were cut off at the end together with their checkpoints are not missed.
  --json              Print the result as JSON.
`,
  positionals: ['FILE'],
  options: { key: { type: 'string', multiple: true }, checkpoint: { type: 'string', multiple: true }, json: { type: 'boolean' } },
  run: async (values, [file = ''], io) => {
    const keys = await keysOf(values);
    const older = await Promise.all(texts(values, 'checkpoint').map((path) => readable(path)));
    const lines = createInterface({ input: createReadStream(file, 'utf8'), crlfDelay: 0 });
    const result = await verifyExport(lines, { keys, older }).catch((error: unknown) => {
      if (error instanceof MalformedNoteError) throw new CommandError('A file that --checkpoint names holds no checkpoint.', EXIT.unusable);
      throw new CommandError('The export cannot be read.', EXIT.unusable);
    });
    io.out(values['json'] === true ? `${JSON.stringify(result, undefined, 2)}\n` : describe(result));
    return result.findings.length === 0 ? EXIT.done : EXIT.failed;
  },
};

function oneLog(values: OptionValues): string {
  const id = organisation(values);
  if (id === null) throw new CommandError('Name the log with --organisation.', EXIT.unusable);
  return id;
}

async function keysOf(values: OptionValues): Promise<readonly Uint8Array[]> {
  const given = texts(values, 'key');
  if (given.length === 0) throw new CommandError('Name the public key with --key.', EXIT.unusable);
  const lines = await Promise.all(given.map(async (value) => (parseNoteKey(value) ? [value] : (await readable(value)).split('\n').filter((line) => line !== ''))));
  return lines.flat().map((line) => {
    const key = parseNoteKey(line.trim());
    if (!key) throw new CommandError('--key takes a public key as audit public-key prints it, or a file with such keys.', EXIT.unusable);
    return key.publicKey;
  });
}

async function readable(path: string): Promise<string> {
  return readFile(path, 'utf8').catch(() => {
    throw new CommandError('A file with a key or a checkpoint cannot be read.', EXIT.unusable);
  });
}

function describe({ log, entries, erased, checkpoints, foreignCheckpoints, epochs, lost, last, findings }: VerifiedExport): string {
  return [
    ...findings.map(({ line, kind }) => `line ${String(line)}: ${kind}`),
    findings.length === 0 ? `The log ${log} holds: ${String(entries)} entries, as they were signed.` : `The log does not hold: ${String(findings.length)} findings in ${String(entries)} entries.`,
    `Checkpoints: ${String(checkpoints)} by the given keys, ${String(foreignCheckpoints)} by others. The last one covers ${last ? `${String(last.size)} entries of epoch ${String(last.epoch)}` : 'nothing'}.`,
    `Erased details: ${String(erased)}. Epochs: ${String(epochs)}. Entries that a restore lost: ${String(lost)}.`,
    '',
  ].join('\n');
}
