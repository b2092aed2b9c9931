// A real OpenID provider (npm's oidc-provider) on a free port of this machine; says which on standard output.
import { createServer } from "node:http";
import { join } from "node:path";
import { pathToFileURL } from "node:url";

const module = join(process.env.SIGILO_NODE_MODULES, "oidc-provider/lib/index.js");
const { Provider } = await import(pathToFileURL(module));

const server = createServer();
server.listen(0, "127.0.0.1", () => {
  const issuer = `http://127.0.0.1:${server.address().port}`;
  const provider = new Provider(issuer, {
    clients: [{
      client_id: "desk",
      client_secret: "a secret of the tests",
      redirect_uris: ["http://127.0.0.1:8090/sign-in/return"],
      grant_types: ["authorization_code"],
      response_types: ["code"],
    }],
    findAccount: (_, id) => ({ accountId: id, claims: () => ({ sub: id }) }),
    pkce: { required: () => true },
  });
  server.on("request", provider.callback());
  console.log(`ready ${issuer}`);
});
// It ends with the test that started it.
process.stdin.resume();
process.stdin.on("end", () => process.exit(0));
