/** `claimwright mappings test [module]`: runs the cases of the modules and prints what fails. */
import { runCase } from '../flow/index.ts';
import { ClaimwrightError } from '../kernel/index.ts';
import type { CliDeps } from './deps.ts';

/** 0 when every case passes, 1 when one fails. */
export async function mappingsTestCommand(only: string | undefined, deps: CliDeps): Promise<number> {
  const { modules, knowledge } = await deps.coding();
  const chosen = modules.filter((m) => only === undefined || m.module.manifest.id === only);
  if (chosen.length === 0) throw new ClaimwrightError('CW-1007', { what: `mapping module ${only}` });
  let passed = 0;
  let failed = 0;
  for (const { module, cases } of chosen) {
    for (const { file, case: mappingCase } of cases) {
      const failures = failuresOf(mappingCase, knowledge);
      if (failures.length === 0) passed += 1;
      else failed += 1;
      if (failures.length > 0)
        deps.io.out.write(`✗ ${module.manifest.id}/cases/${file}: ${mappingCase?.title ?? 'no title'}\n`);
      for (const failure of failures) deps.io.out.write(`    ${failure}\n`);
    }
    deps.io.out.write(`${module.manifest.id} ${module.manifest.version}: ${cases.length} cases\n`);
  }
  deps.io.out.write(`${passed} passed, ${failed} failed\n`);
  return failed > 0 ? 1 : 0;
}

/** A case that cannot even be run fails as any other, under its name: its author is the one who reads this. */
function failuresOf(...[mappingCase, knowledge]: Parameters<typeof runCase>): readonly string[] {
  try {
    return runCase(mappingCase, knowledge).failures;
  } catch (error) {
    return [`it cannot be run: ${error instanceof Error ? error.message : 'no case'}`];
  }
}
