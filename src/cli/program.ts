/** The command line: `claimwright serve | code | check | codes import | codes diff | codes update | mappings test | mappings coverage | x12 read`. One file per command. */
import { Command, CommanderError } from 'commander';
import { type AuditExportOptions, auditExportCommand } from './audit-export.ts';
import { auditVerifyCommand } from './audit-verify.ts';
import { backupCommand } from './backup.ts';
import { type BatchOptions, batchCommand } from './batch.ts';
import { type ChargesExportOptions, chargesExportCommand } from './charges.ts';
import { type CheckCommandOptions, checkCommand } from './check.ts';
import { type ClaimsReceiveOptions, claimsReceiveCommand } from './claims-receive.ts';
import { type ClaimsSendOptions, claimsSendCommand } from './claims-send.ts';
import { claimsStatusCommand } from './claims-status.ts';
import { type CodeOptions, codeCommand } from './code.ts';
import { type CodesDiffOptions, codesDiffCommand } from './codes-diff.ts';
import { codesImportCommand } from './codes-import.ts';
import { type CodesUpdateOptions, codesUpdateCommand } from './codes-update.ts';
import type { CliDeps } from './deps.ts';
import { type EhrCheckOptions, ehrCheckCommand } from './ehr-check.ts';
import { type JobsOptions, jobsCommand } from './jobs.ts';
import { type MappingsCoverageOptions, mappingsCoverageCommand } from './mappings-coverage.ts';
import { mappingsTestCommand } from './mappings-test.ts';
import { type ReadyOptions, readyCommand } from './ready.ts';
import { type ReplayOptions, replayCommand } from './replay.ts';
import { restoreCommand } from './restore.ts';
import { serveCommand } from './serve.ts';
import { type WorkOptions, workCommand } from './work.ts';
import { type X12ReadOptions, x12ReadCommand } from './x12.ts';
import { type X12WriteOptions, x12WriteCommand } from './x12-write.ts';

/** Runs one command; answers its exit code: 0 done, 1 it found something wrong, 2 the caller's fault. */
export async function program(args: readonly string[], deps: CliDeps): Promise<number> {
  for (const stream of [deps.io.out, deps.io.err]) stream.on('error', unlessNobodyReads);
  let exit = 0;
  const run = (action: () => Promise<number>) => async (): Promise<void> => {
    exit = await action();
  };
  const cli = new Command('claimwright')
    .description('From a FHIR encounter to a clean claim: codes with their evidence, edits, and the Claim.')
    .exitOverride()
    .configureOutput({ writeOut: (s) => deps.io.out.write(s), writeErr: (s) => deps.io.err.write(s) });

  cli
    .command('serve')
    .description(
      'start the service (and, when no EHR is configured, the sandbox EHR) and process finished encounters',
    )
    .action(run(() => serveCommand(deps)));
  cli
    .command('work')
    .description(
      'take encounters from the queue and process them, until stopped; any number of these on PostgreSQL',
    )
    .option('--concurrency <n>', 'encounters at a time')
    .action((options: WorkOptions) => run(() => workCommand(options, deps))());
  cli
    .command('jobs')
    .description('show what waits in the queue, and what was given up')
    .option('--dead', 'what was given up, and why')
    .option('--redrive <id>', 'try one of these again, or all')
    .option('--drop <id>', 'forget one of these')
    .action((options: JobsOptions) => run(() => jobsCommand(options, deps))());
  cli
    .command('batch')
    .description(
      'code and claim all finished encounters of a folder of NDJSON files, as a bulk export leaves it, or of a period; the same call goes on where it ended',
    )
    .argument('[folder]', 'of NDJSON files, packed or not')
    .requiredOption('--out <folder>', 'where claims, a row of each encounter, and errors are written')
    .option('--base-url <url>', 'the address of the EHR that the files came from')
    .option('--connection <id>', 'which EHR, where several are configured')
    .option('--from <date>', 'the first day, where no folder is named')
    .option('--to <date>', 'the last day; none unless told')
    .action((folder: string | undefined, options: BatchOptions) =>
      run(() => batchCommand(folder, options, deps))(),
    );
  cli
    .command('code')
    .description('code one encounter and print the codes with their evidence')
    .argument('<encounter>', 'Encounter/[id] in the configured EHR, or a Bundle in a JSON file')
    .option('--encounter <reference>', 'which Encounter of the Bundle')
    .option('--connection <id>', 'which EHR, where several are configured')
    .option('--json', 'print the Parameters resource that the FHIR operation answers')
    .action((target: string, options: CodeOptions) => run(() => codeCommand(target, options, deps))());
  cli
    .command('ehr')
    .description('connections to EHRs')
    .command('check')
    .description('try what coding needs of an EHR, measure sample encounters, and write nothing')
    .argument('[connection]', 'which one, where several are configured')
    .option('--samples <n>', 'encounters to measure', '20')
    .option('--encounter <id...>', 'these encounters, where the EHR finds none by search')
    .option('--json', 'print the report as JSON')
    .option('--out <file>', 'write it to a file')
    .action((connection: string | undefined, options: EhrCheckOptions) =>
      run(() => ehrCheckCommand(connection, options, deps))(),
    );
  cli
    .command('ready')
    .description('show what a chart lacks to be coded and claimed, and what comes of it')
    .argument('<encounter>', 'Encounter/[id] in the configured EHR, or a Bundle in a JSON file')
    .option('--encounter <reference>', 'which Encounter of the Bundle')
    .option('--connection <id>', 'which EHR, where several are configured')
    .option('--json', 'print it as JSON')
    .action((target: string, options: ReadyOptions) => run(() => readyCommand(target, options, deps))());
  const audit = cli.command('audit').description('the record of what was done');
  audit
    .command('verify')
    .description('find any event of a case or of the audit trail that was changed, deleted or moved')
    .action(run(() => auditVerifyCommand(deps)));
  audit
    .command('export')
    .description('print who saw or wrote what of whom, as FHIR AuditEvents (IHE BALP), one a line')
    .option('--since <instant>', 'only from this day or instant on')
    .option('--patient <reference>', 'only what was of this patient: Patient/[id], or the whole reference')
    .action((options: AuditExportOptions) => run(() => auditExportCommand(options, deps))());
  cli
    .command('replay')
    .description('code a kept case again from its own inputs and compare the claim byte for byte')
    .argument('<case>', 'its id, or the number of one of its claims')
    .option('--anyway', 'also where an input is not what it was')
    .action((name: string, options: ReplayOptions) => run(() => replayCommand(name, options, deps))());
  cli
    .command('backup')
    .description('write one snapshot of the database to a file')
    .argument('<file>', 'which must not be there yet')
    .action((file: string) => run(() => backupCommand(file, deps))());
  cli
    .command('restore')
    .description('put a backup into an empty database, and verify it')
    .argument('<file>')
    .action((file: string) => run(() => restoreCommand(file, deps))());
  cli
    .command('check')
    .description('check claims, FHIR (JSON, Bundle, NDJSON) or X12 837, before the payer does')
    .argument('<files...>')
    .option('--json', 'print the findings as JSON')
    .option('--report', 'sum up over all claims: what each edit, provider and payer would have had denied')
    .option('--format <format>', 'of the report: text, csv or json', 'text')
    .option('--today <date>', 'the day on which it is asked, for dates in the future and timely filing')
    .action((files: string[], options: CheckCommandOptions) =>
      run(() => checkCommand(files, options, deps))(),
    );
  cli
    .command('charges')
    .description('the charge table')
    .command('export')
    .description('print the charge table as a Bundle of ChargeItemDefinitions')
    .option('--out <file>', 'write to a file')
    .action((options: ChargesExportOptions) => run(() => chargesExportCommand(options, deps))());
  const codes = cli.command('codes').description('code-set releases');
  codes
    .command('import')
    .description('import official code-set files, unchanged (zip, gz or plain)')
    .argument('<files...>')
    .action((files: string[]) => run(() => codesImportCommand(files, deps))());
  codes
    .command('diff')
    .description('show what an edition of a code system changes, and what of this site it touches')
    .argument('<from>', 'a loaded version, such as 2025')
    .argument('<to>', 'a later one')
    .option('--format <format>', 'text, json or html', 'text')
    .option('--out <file>', 'write to a file')
    .option('--system <system>', 'icd10cm, icd10pcs or hcpcs', 'icd10cm')
    .option(
      '--cases <file>',
      'the site’s own coded cases, a JSON object a line: id, and codes or diagnoses and services',
    )
    .action((from: string, to: string, options: CodesDiffOptions) =>
      run(() => codesDiffCommand(from, to, options, deps))(),
    );
  codes
    .command('update')
    .description('fetch official files from the addresses of the manifest, and import them all together')
    .option('--manifest <file>', 'another manifest than the program’s own')
    .option('--only <id...>', 'only these files of it')
    .option('--dry-run', 'fetch and check, but import nothing')
    .option('--timeout <seconds>', 'for one file', '600')
    .action((options: CodesUpdateOptions) => run(() => codesUpdateCommand(options, deps))());
  const mappings = cli.command('mappings').description('mapping modules');
  mappings
    .command('test')
    .description('run the cases of the mapping modules')
    .argument('[module]', 'only this module')
    .action((module: string | undefined) => run(() => mappingsTestCommand(module, deps))());
  mappings
    .command('coverage')
    .description('show which coding rule is implemented where, and by how many cases it is shown')
    .option('--json', 'print the rows as JSON')
    .action((options: MappingsCoverageOptions) => run(() => mappingsCoverageCommand(options, deps))());

  const claims = cli.command('claims').description('claims on their way to payers, and the answers');
  claims
    .command('send')
    .description('send the claims that wait, by the channels of CLAIMWRIGHT_CLEARINGHOUSE')
    .option('--channel <id>', 'only claims that go by this channel')
    .option('--dry-run', 'tell what would be sent, and send nothing')
    .action((options: ClaimsSendOptions) => run(() => claimsSendCommand(options, deps))());
  claims
    .command('receive')
    .description(
      'read answers of payers (X12 999, TA1, 277, 835) from files, or from the folders of the channels',
    )
    .argument('[files...]')
    .option('--channel <id>', 'only the folder of this channel')
    .action((files: string[], options: ClaimsReceiveOptions) =>
      run(() => claimsReceiveCommand(files, options, deps))(),
    );
  claims
    .command('status')
    .description('show what became of a claim, or which answers belong to no claim')
    .argument('[number]', 'the number of the claim')
    .action((number: string | undefined) => run(() => claimsStatusCommand(number, deps))());

  const x12 = cli.command('x12').description('X12 files');
  x12
    .command('read')
    .description('show what is in 837, 999, TA1, 277 and 835 files, and what is wrong with it')
    .argument('<files...>')
    .option('--json', 'print a JSON object a line')
    .action((files: string[], options: X12ReadOptions) => run(() => x12ReadCommand(files, options, deps))());
  x12
    .command('write')
    .description(
      'write FHIR Claims (with what they name in Bundles or NDJSON) as one 837, if it passes SNIP 1 to 4',
    )
    .argument('<files...>')
    .requiredOption('--phone <number>', 'of the sender, for questions')
    .option('--out <file>', 'write to a file')
    .option('--kind <kind>', 'only professional, or only institutional claims')
    .option('--usage <usage>', 'T for test, P for production', 'T')
    .option('--sender <id>', 'as the receiver knows you', 'CLAIMWRIGHT')
    .option('--receiver <id>', 'of the clearinghouse or payer', 'RECEIVER')
    .option('--submitter <name>', 'your name; the sender’s id where none is given')
    .option('--contact <name>', 'whom to ask', 'Billing')
    .option('--control <number>', 'control number of the interchange, 1 to 999999999', '1')
    .option('--at <instant>', 'when it is made; the day of the latest claim where none is given')
    .option('--lines', 'a line for each segment')
    .action((files: string[], options: X12WriteOptions) =>
      run(async () => x12WriteCommand(files, options, deps))(),
    );

  try {
    await cli.parseAsync([...args], { from: 'user' });
    return exit;
  } catch (error) {
    // Commander has said it already: help is 0, a wrong call is the caller's fault.
    if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2;
    throw error;
  }
}

/** Whoever reads may have had enough (`| head`): what is still written then has no reader, and that is no fault. */
function unlessNobodyReads(fault: NodeJS.ErrnoException): void {
  if (fault.code !== 'EPIPE') throw fault;
}
