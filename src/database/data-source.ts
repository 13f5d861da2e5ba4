import { readDatabaseUrls } from '../config/config.js';
import { openEmbedded } from './embedded.js';
import { Migrator } from './migrator.js';

/**
 * For TypeORM's command line: `npx typeorm migration:show -d dist/database/data-source.js`. It uses the configured
 * database, else the embedded Postgres.
 */
class CommandLineMigrator extends Migrator {
  private closeEmbedded: () => Promise<void> = () => Promise.resolve();

  override async initialize(): Promise<this> {
    const { databaseDirectUrl, databaseUrl } = readDatabaseUrls(process.env);
    let url = databaseDirectUrl ?? databaseUrl;
    if (url === null) {
      const embedded = await openEmbedded({ asGuest: true });
      this.closeEmbedded = () => embedded.stop();
      url = embedded.url;
    }
    this.setOptions({ url });
    return super.initialize();
  }

  override async destroy(): Promise<void> {
    await super.destroy();
    await this.closeEmbedded();
  }
}

export const dataSource = new CommandLineMigrator({ url: '', logger: 'simple-console' });

export { createDataSource, poolOf, type DataSourceSettings } from './connections.js';
