import { createHash } from 'node:crypto';
import type { Viewer } from '../../access/viewer.js';
import { Batcher } from '../../database/batcher.js';
import type { ReadDatabase } from '../../database/replicas.js';
import type { AskedFields, TransactionPage, TransactionRow } from './read-model.js';
import { FIND_LIMITS, MOST_PREPARED, QUESTION_SIZE } from './finder.js';
import { listTransactionsOfUsers, type Statement } from './transaction-pages.js';
import { sightKey } from './wanted.js';

interface Question {
  readonly viewer: Viewer;
  readonly userIds: readonly string[];
  readonly page: TransactionPage;
  readonly fields: AskedFields;
}

/**
 * Pages of users' transactions. Those who may see the same and ask for the same page at the same moment share a
 * statement, as they do with a {@link Finder}. Unlike that of other pages it is prepared: the users are rows to it, so
 * that its plan does not hang on who they are, and planning takes longer than the page of one of them.
 */
export class UserPages {
  private readonly batcher = new Batcher(
    (questions: readonly Question[]) => this.listTogether(questions),
    FIND_LIMITS,
    ({ userIds, page }) => userIds.length * page.limit + QUESTION_SIZE,
  );

  /** The names of the statements that are prepared, by their texts. */
  private readonly names = new Map<string, string>();

  constructor(private readonly database: ReadDatabase) {}

  /** A page for each of the users, in their order. */
  list(question: Question): Promise<TransactionRow[][]> {
    return this.batcher.submit(question);
  }

  private async listTogether(questions: readonly Question[]): Promise<TransactionRow[][][]> {
    const keyed = questions.map((question) => ({ question, key: keyOf(question) }));
    const alike = new Map<string, Question[]>();
    for (const { question, key } of keyed) {
      alike.set(key, [...(alike.get(key) ?? []), question]);
    }
    const pages = new Map(
      await Promise.all(
        Array.from(alike, async ([key, group]) => [key, await this.read(group)] as const),
      ),
    );
    return keyed.map(({ question: { userIds }, key }) =>
      userIds.map((userId) => pages.get(key)?.get(userId) ?? []),
    );
  }

  /**
   * @param group of one viewer's sight, one page and the same fields
   * @returns the pages by the users' ids
   */
  private async read(group: readonly Question[]): Promise<Map<string, TransactionRow[]>> {
    const userIds = [...new Set(group.flatMap((question) => question.userIds))];
    const pages = userIds.map((): TransactionRow[] => []);
    const [question] = group;
    if (question) {
      const { text, values, reading } = this.statementFor(userIds, question);
      const statement = { name: this.nameOf(text), text, values, rowMode: 'array' } as const;
      reading.addToPlaces((await this.database.query<unknown[]>(statement)).rows, pages);
    }
    return new Map(userIds.map((userId, index) => [userId, pages[index] ?? []]));
  }

  /** Pages differ in many ways by the columns that are read, and in few otherwise. */
  private statementFor(userIds: readonly string[], { viewer, page, fields }: Question): Statement {
    const statement = listTransactionsOfUsers(viewer, userIds, page, fields);
    return this.names.has(statement.text) || this.names.size < MOST_PREPARED
      ? statement
      : listTransactionsOfUsers(viewer, userIds, page, fields, null);
  }

  /** The same for every reader of a database: its connections know one text by it. */
  private nameOf(text: string): string {
    const known = this.names.get(text);
    if (known !== undefined) return known;
    const digest = createHash('sha256').update(text).digest('base64url').slice(0, 20);
    const name = `list-transactions-of-users ${digest}`;
    this.names.set(text, name);
    return name;
  }
}

function keyOf({ viewer, page, fields }: Question): string {
  return `${sightKey(viewer)} ${JSON.stringify([page, fields && [...fields]])}`;
}
