import type { TestProject } from 'vitest/node';
import { type DatabaseService, type ServiceAddress, startDatabaseService } from './database-service.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** Where the test databases are asked for; see test-database.ts. */
    testDatabases: ServiceAddress;
  }
}

let service: DatabaseService | undefined;

export async function setup(project: TestProject): Promise<void> {
  service = await startDatabaseService();
  project.provide('testDatabases', service.address);
}

export async function teardown(): Promise<void> {
  await service?.stop();
}
