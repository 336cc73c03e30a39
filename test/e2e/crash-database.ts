/** A database of its own on the server that the tests are given, and how that server is restarted; nothing where there is none. */
import { randomUUID } from 'node:crypto';
import { postgresqlDatabase } from '../../src/store/db/postgresql.ts';
import type { CrashOptions } from './crash.ts';

export async function crashDatabase(): Promise<Pick<CrashOptions, 'url' | 'restart'>> {
  const url = process.env.CLAIMWRIGHT_TEST_DATABASE_URL;
  if (!url) return {};
  const name = `crash_${randomUUID().replaceAll('-', '')}`;
  const server = postgresqlDatabase(url);
  await server.execute(`CREATE DATABASE ${name}`);
  await server.close();
  const own = new URL(url);
  own.pathname = name;
  return { url: own.href, restart: process.env.CLAIMWRIGHT_TEST_DATABASE_RESTART };
}
