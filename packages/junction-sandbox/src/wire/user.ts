import type { serialization } from '@junction-api/sdk';
import type { Transaction } from '../lab/transaction.js';
import { TEAM_ID, userId } from './owners.js';

/** The patient of a transaction, as Junction's `GET /v2/user/{id}` returns it. */
export function userBody(transaction: Transaction): Required<serialization.ClientFacingUser.Raw> {
  return {
    user_id: userId(transaction),
    team_id: TEAM_ID,
    client_user_id: transaction.clientUserId,
    created_on: '2026-01-01T00:00:00+00:00',
    connected_sources: [],
    fallback_time_zone: null,
    fallback_birth_date: null,
    ingestion_start: null,
    ingestion_end: null,
  };
}
