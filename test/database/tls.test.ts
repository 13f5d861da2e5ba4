import { chown, mkdtemp, rm, stat, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { generate } from 'selfsigned';
import { checkDatabase } from '../../src/cli/doctor/database.js';
import type { Finding } from '../../src/cli/doctor/finding.js';
import { readConfig } from '../../src/config/config.js';
import { startEmbeddedPostgres } from '@order-transactions/embedded-postgres';
import { openDatabase } from '../../src/database/open-database.js';
import { ask } from '../support/ask.js';
import { testServer } from '../support/test-server.js';

/** A real Postgres with TLS enabled. */
interface EncryptedPostgres {
  readonly url: string;
  /** The file of the certificate authority. */
  readonly authority: string;
  stop(): Promise<void>;
}

const ENCRYPTED = 'SELECT ssl FROM pg_stat_ssl WHERE pid = pg_backend_pid()';

let ours: EncryptedPostgres;
let theirs: EncryptedPostgres;

beforeAll(async () => {
  [ours, theirs] = await Promise.all([
    startEncryptedPostgres('localhost'),
    startEncryptedPostgres('database.example'),
  ]);
});
afterAll(() => Promise.all([ours.stop(), theirs.stop()]));

async function startEncryptedPostgres(host: string): Promise<EncryptedPostgres> {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'order-transactions-tls-'));
  const options = { folder, throwAway: true };
  const plain = await startEmbeddedPostgres(options);
  const authority = await writeCertificate(folder, host);
  await ask(plain.url, 'ALTER SYSTEM SET ssl = on');
  await plain.stop();
  const postgres = await startEmbeddedPostgres(options);
  return {
    url: postgres.url,
    authority,
    stop: async () => {
      await postgres.stop();
      await rm(folder, { recursive: true });
    },
  };
}

/** Writes a self-signed certificate where Postgres expects it. @returns its file, which is also the authority */
async function writeCertificate(folder: string, host: string): Promise<string> {
  const subject = [{ name: 'commonName', value: host }];
  const { cert, private: key } = await generate(subject, { keyType: 'ec', algorithm: 'sha256' });
  const data = path.join(folder, 'data');
  const { uid, gid } = await stat(data);
  for (const [name, content] of Object.entries({ 'server.crt': cert, 'server.key': key })) {
    await writeFile(path.join(data, name), content, { mode: 0o600 });
    // Postgres rejects a key file that another account can read.
    await chown(path.join(data, name), uid, gid);
  }
  return path.join(data, 'server.crt');
}

/** The URL that the service derives from its settings. */
function configured(
  { url }: EncryptedPostgres,
  { authority, mode }: { authority?: string; mode?: string },
): string {
  const given = new URL(url);
  given.hostname = 'localhost';
  if (mode !== undefined) given.searchParams.set('sslmode', mode);
  const settings = { DATABASE_URL: given.href, DATABASE_CA_FILE: authority };
  return readConfig(settings).databaseUrl ?? '';
}

describe('a Postgres that speaks TLS', () => {
  it('is used encrypted when DATABASE_CA_FILE names its authority', async () => {
    const databaseUrl = configured(ours, { authority: ours.authority });
    const database = await openDatabase({ databaseUrl, entities: [] });
    const { rows } = await database.pool.query<{ ssl: boolean }>(ENCRYPTED);
    await database.close();

    expect(rows).toEqual([{ ssl: true }]);
  });

  it('is rejected when another authority signed its certificate', async () => {
    const url = configured(ours, { authority: theirs.authority });
    await expect(ask(url, ENCRYPTED)).rejects.toThrow(/self-signed certificate/);
  });

  it('is rejected when no known authority signed its certificate', async () => {
    const url = configured(ours, { mode: 'verify-full' });
    await expect(ask(url, ENCRYPTED)).rejects.toThrow(/self-signed certificate/);
  });

  it('is rejected when its certificate is for another host', async () => {
    const url = configured(theirs, { authority: theirs.authority });
    await expect(ask(url, ENCRYPTED)).rejects.toThrow(/does not match certificate's altnames/);
  });

  it('is reported by the doctor with a remedy when it is rejected', async () => {
    const url = configured(ours, { authority: theirs.authority });
    const finding = await checkDatabase(readConfig({ DATABASE_URL: url })).next();
    expect((finding.value as Finding).message).toMatch(
      /^cannot be reached \(.*self-signed certificate.*\): let DATABASE_URL .* and DATABASE_CA_FILE/,
    );
  });

  it('is reported with a remedy of its own when it does not speak TLS', async () => {
    const withoutTls = new URL(testServer());
    withoutTls.searchParams.set('sslmode', 'verify-full');
    const opening = openDatabase({ databaseUrl: withoutTls.href, entities: [] });
    await expect(opening).rejects.toThrow(
      /^The database cannot be reached \(The server does not support SSL connections\): set ssl = on .* or remove DATABASE_CA_FILE and the sslmode in DATABASE_URL/,
    );
  });

  it('is used encrypted and unverified where the URL requests it', async () => {
    expect(await ask(configured(ours, { mode: 'no-verify' }), ENCRYPTED)).toBe(true);
  });

  it('is used unencrypted where the URL requests nothing, which production rejects', async () => {
    expect(await ask(configured(ours, {}), ENCRYPTED)).toBe(false);
  });
});
