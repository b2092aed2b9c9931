// HPKE by npm's @hpke/core, on WebCrypto: a line of JSON asks, a line answers. src/interop/tests.rs asks.
import { createRequire } from "node:module";
import { createInterface } from "node:readline";

// A module is looked for beside this file; the packages lie in the target directory.
const { Aes256Gcm, CipherSuite, DhkemP256HkdfSha256, HkdfSha256 } = createRequire(`${process.env.SIGILO_NODE_MODULES}/`)("@hpke/core");
const suite = new CipherSuite({ kem: new DhkemP256HkdfSha256(), kdf: new HkdfSha256(), aead: new Aes256Gcm() });
const ENC = 65;
const bytes = (text) => new Uint8Array(Buffer.from(text, "base64url"));
const text = (...parts) => Buffer.concat(parts.map((part) => Buffer.from(part))).toString("base64url");
const own = await suite.kem.generateKeyPair();

const answers = {
  public: async () => text(await suite.kem.serializePublicKey(own.publicKey)),
  open: async ({ info, sealed }) => {
    const [enc, ct] = [bytes(sealed).slice(0, ENC), bytes(sealed).slice(ENC)];
    return text(await suite.open({ recipientKey: own.privateKey, enc, info: bytes(info) }, ct));
  },
  seal: async ({ public: key, info, text: plain }) => {
    const recipientPublicKey = await suite.kem.deserializePublicKey(bytes(key));
    const { enc, ct } = await suite.seal({ recipientPublicKey, info: bytes(info) }, bytes(plain));
    return text(enc, ct);
  },
};

for await (const line of createInterface({ input: process.stdin })) {
  const question = JSON.parse(line);
  const refused = (error) => {
    if (error.name !== "OpenError") throw error;
    return null;
  };
  console.log(JSON.stringify(await answers[question.do](question).catch(refused)));
}
