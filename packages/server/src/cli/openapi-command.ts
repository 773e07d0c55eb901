import { openApiDocument } from '../http/openapi.ts';
import { EXIT, type Command } from './command.ts';

export const openapiCommand: Command = {
  help: 'Prints the OpenAPI 3.1 document that the server serves at /openapi.json.\n',
  positionals: [],
  options: {},
  run: (_values, _positionals, io) => {
    io.out(`${JSON.stringify(openApiDocument(), undefined, 2)}\n`);
    return Promise.resolve(EXIT.done);
  },
};
