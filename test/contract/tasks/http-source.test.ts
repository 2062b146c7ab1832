import { httpSource } from '../../../lib/connectors/http/source/connector.ts';
import { httpSourceTask } from '../../../lib/connectors/http/source/task.ts';
import { startPages } from '../../integration/http/pages.ts';
import { sourceTaskContract } from './source-task-contract.ts';

const modes = {
  SIMPLE_INCREMENTING: { 'http.request.parameters': 'skip=${offset}' },
  CHAINING: {
    'http.request.parameters': 'after=${offset}',
    'http.initial.offset': '0',
    'http.offset.json.pointer': '/id',
  },
  CURSOR_PAGINATION: { 'http.request.parameters': 'cursor=${offset}', 'http.next.page.json.pointer': '/next' },
};

for (const [mode, keys] of Object.entries(modes))
  sourceTaskContract(`http-source, ${mode}`, {
    connector: httpSource,
    task: httpSourceTask,
    open: async () => {
      const pages = await startPages(23, 5, { token: 'right' });
      const config = {
        url: `${pages.url}/items`,
        'topic.name.pattern': 'items',
        'http.offset.mode': mode,
        'http.response.data.json.pointer': '/data',
        'request.interval.ms': '1',
        'auth.type': 'BEARER',
        'bearer.token': 'right',
        'max.retries': '0',
        ...keys,
      };
      return { config, records: 23, failing: { ...config, 'bearer.token': 'wrong' }, close: pages.close };
    },
  });
