import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';

export interface Manifest {
  readonly name: string;
  version: string;
}

interface Lockfile {
  version: string;
  readonly packages: Record<string, { version?: string; readonly link?: boolean }>;
}

export async function readManifest(folder: string): Promise<Manifest> {
  return (await readJson(path.join(folder, 'package.json'))) as Manifest;
}

/** Sets one version for the project, its workspaces and its lockfile. @returns the changed files */
export async function writeVersion(version: string): Promise<string[]> {
  const lockfile = (await readJson('package-lock.json')) as Lockfile;
  lockfile.version = version;
  const folders = Object.keys(lockfile.packages).filter((it) => !it.includes('node_modules/'));
  for (const folder of folders) {
    const locked = lockfile.packages[folder];
    if (locked) locked.version = version;
    const manifest = await readManifest(folder);
    manifest.version = version;
    await writeJson(path.join(folder, 'package.json'), manifest);
  }
  await writeJson('package-lock.json', lockfile);
  return ['package-lock.json', ...folders.map((folder) => path.join(folder, 'package.json'))];
}

async function readJson(file: string): Promise<unknown> {
  return JSON.parse(await readFile(file, 'utf8')) as unknown;
}

async function writeJson(file: string, value: unknown): Promise<void> {
  await writeFile(file, `${JSON.stringify(value, null, 2)}\n`);
}
