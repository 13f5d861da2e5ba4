import type { ReadDatabase } from '../../database/read-database.js';
import { NO_IDS } from '../../orders/affected-ids.js';
import type { PatientAction } from '../../orders/patient-action.js';
import { loadWithoutLocking } from '../write/load.js';

/**
 * Computes the patient action from all stored records of the orders: for transactions of an earlier release, until the
 * background job has reached them.
 */
export async function computePatientActions(
  database: ReadDatabase,
  transactionIds: readonly string[],
): Promise<ReadonlyMap<string, PatientAction>> {
  const ids = { ...NO_IDS, transactionIds: new Set(transactionIds) };
  const { mirror } = await loadWithoutLocking(database, { ids, eventIds: new Map() });
  return new Map(transactionIds.map((id) => [id, mirror.viewTransaction(id).patientAction]));
}
