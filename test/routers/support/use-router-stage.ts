import { useTestDatabase } from '../../support/use-database.js';
import { startRouter, type RouterProcess } from './router-process.js';
import { ROUTER_SECRET, startRouterStage, type RouterStage } from './router-stage.js';

type Close = () => Promise<void>;
type Program = Parameters<typeof startRouter>[0];

export interface UsedRouterStage {
  /** Started before the first test. */
  readonly stage: RouterStage;
  /** Starts a router in front of the stage. It runs until the end of the file. */
  start(program: Program, configuration: object, supergraph?: string): Promise<RouterProcess>;
  /** Registers a closer. Closers run in reverse order. */
  onClose(close: Close): void;
}

/** A stage for the tests of a file, on this worker's database, with the routers that the tests start. */
export function useRouterStage(): UsedRouterStage {
  const closers: Close[] = [];
  let stage: RouterStage;
  useTestDatabase();
  beforeAll(async () => {
    stage = await startRouterStage();
    closers.push(stage.close);
  });
  afterAll(async () => {
    for (const close of closers.reverse()) await close();
  });
  return {
    get stage() {
      return stage;
    },
    start: async (program, configuration, supergraph = stage.supergraph) => {
      const routerSecret = ROUTER_SECRET;
      const router = await startRouter(program, { supergraph, configuration, routerSecret });
      closers.push(router.close);
      return router;
    },
    onClose: (close) => closers.push(close),
  };
}
