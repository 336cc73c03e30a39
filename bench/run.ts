/** `npm run bench [name…]`: runs the benches and prints one table. Figures are of this machine; the ratios travel. */
import { readdirSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
import type { Figure } from './support/figure.ts';

interface Bench {
  readonly name: string;
  run(): Promise<readonly Figure[]>;
}

const FOLDER = new URL('./', import.meta.url);

const wanted = process.argv.slice(2);
const files = readdirSync(FOLDER)
  .filter((f) => f.endsWith('.bench.ts') && (wanted.length === 0 || wanted.some((w) => f.includes(w))))
  .sort();
if (files.length === 0) {
  console.error(`No bench is called ${wanted.join(' or ')}.`);
  process.exitCode = 2;
}

for (const file of files) {
  const bench = (await import(pathToFileURL(new URL(file, FOLDER).pathname).href)) as Bench;
  console.log(`\n${bench.name} (${file})`);
  for (const f of await bench.run()) console.log(line(f));
}

function line({ label, value, unit, aim }: Figure): string {
  const figure = `${value >= 100 ? Math.round(value).toLocaleString('en-US') : value.toPrecision(3)} ${unit}`;
  const goal = aim === undefined ? '' : `  (aim ${aim.toLocaleString('en-US')} ${unit})`;
  return `  ${label.padEnd(64)} ${figure.padStart(16)}${goal}`;
}
