// A mail server for tests, on 127.0.0.1. Its first line of input is its configuration, every further one an order; each
// line it prints is one thing that happened, in order. It ends when its input does.
//
// {"port": 0, "auth": {"user": "…", "password": "…"}, "tls": {"key": "PEM", "cert": "PEM"}, "hidePipelining": true,
//   "forgetsMessages": true}     (all but port: optional; forgetsMessages: it tells that there was a message, and not which)
// {"order": "rules", "id": 1, "rules": [{"at": "rcpt", "action": "refuse", "code": 550, "to": "a@b.example", "times": 2}]}
// {"order": "sync", "id": 2}
//
// A rule may be for one recipient ("to"; not at connect and mail), for so many "times", for connections that have carried
// so many messages ("after"), for connections beyond so many ("over"), or for the time in which so many were accepted
// ("limit") within so many "milliseconds".
// at: connect, mail, rcpt, data (the command, before any of the body), body (its first bytes), end (its last)
// action: refuse (not at body), drop (cut the connection), stall (never answer), accept-and-drop (at end only),
//   delay (accept after so many "milliseconds"; not at data and body). A refusal with code 421 ends the connection, too.
import { createInterface } from "node:readline";
import { SMTPServer } from "smtp-server";

let rules = [];
let server;
let forgets = false;

const tell = (event, facts = {}) => process.stdout.write(JSON.stringify({ event, ...facts }) + "\n");

const carried = new Map();
const accepted = [];

function isOverLimit({ limit, milliseconds }) {
  return limit == null || (accepted.length >= limit && accepted.at(-limit) > Date.now() - milliseconds);
}

function ruleFor(at, session, to = session.envelope?.rcptTo?.[0]?.address) {
  const rule = rules.find(
    (r) =>
      r.at === at &&
      r.times !== 0 &&
      (r.to == null || r.to.toLowerCase() === to?.toLowerCase()) &&
      (carried.get(session.id) ?? 0) >= (r.after ?? 0) &&
      (r.over == null || server.connections.size > r.over) &&
      isOverLimit(r));
  if (rule?.times > 0) {
    rule.times--;
  }
  return rule;
}

const connectionOf = (session) => [...server.connections].find((connection) => connection.session.id === session.id);

function drop(session) {
  const socket = connectionOf(session)?._socket;
  socket?.resetAndDestroy?.();
  socket?.destroy();
}

// Calls back with what the rule says; true if the caller has nothing more to do.
function applies(rule, session, callback) {
  if (!rule) {
    return false;
  }
  tell("rule", { session: session.id, at: rule.at, action: rule.action });
  if (rule.action === "refuse") {
    callback(Object.assign(new Error(rule.message ?? "refused"), { responseCode: rule.code }));
    if (rule.code === 421) {
      connectionOf(session)?._socket.end();
    }
  } else if (rule.action === "drop") {
    drop(session);
  } else if (rule.action === "delay") {
    setTimeout(callback, rule.milliseconds, null, "accepted");
  }
  return true;
}

// The library answers the command before it asks anybody.
function askAtData(session) {
  const connection = connectionOf(session);
  const usual = connection.handler_DATA.bind(connection);
  connection.handler_DATA = (command, callback) => {
    tell("data", { session: session.id });
    const answered = (error) => {
      connection.send(error.responseCode, error.message);
      callback();
    };
    if (!applies(ruleFor("data", connection.session), session, answered)) {
      usual(command, callback);
    }
  };
}

function onData(stream, session, callback) {
  const chunks = [];
  let ended = false;
  stream.on("data", (chunk) => {
    if (chunks.length === 0) {
      ended = applies(ruleFor("body", session), session, callback);
    }
    if (!forgets || chunks.length === 0) {
      chunks.push(chunk);
    }
  });
  stream.on("end", () => {
    if (ended || stream.aborted) {
      return;
    }
    const rule = ruleFor("end", session);
    const isAccepted = !rule || rule.action === "accept-and-drop" || rule.action === "delay";
    if (isAccepted) {
      carried.set(session.id, (carried.get(session.id) ?? 0) + 1);
      accepted.push(Date.now());
    }
    tell("message", {
      session: session.id,
      accepted: isAccepted,
      user: session.user || null,
      from: session.envelope.mailFrom ? session.envelope.mailFrom.address : "",
      to: session.envelope.rcptTo.map((r) => r.address),
      secure: session.secure,
      source: forgets ? undefined : Buffer.concat(chunks).toString("base64"),
    });
    if (rule?.action === "accept-and-drop") {
      tell("rule", { session: session.id, at: rule.at, action: rule.action });
      drop(session);
    } else if (!applies(rule, session, callback)) {
      callback(null, "accepted");
    }
  });
}

function start({ port, auth, tls, hidePipelining, forgetsMessages }) {
  forgets = forgetsMessages ?? false;
  server = new SMTPServer({
    ...(tls ?? {}),
    authOptional: !auth,
    hidePIPELINING: hidePipelining ?? false,
    allowInsecureAuth: true,
    disabledCommands: [...(auth ? [] : ["AUTH"]), ...(tls ? [] : ["STARTTLS"])],
    disableReverseLookup: true,
    closeTimeout: 100,
    logger: false,
    onConnect(session, callback) {
      tell("connect", { session: session.id });
      askAtData(session);
      if (!applies(ruleFor("connect", session), session, callback)) {
        callback();
      }
    },
    onAuth(given, session, callback) {
      const right = given.username === auth.user && given.password === auth.password;
      tell("auth", { session: session.id, user: given.username, accepted: right });
      callback(
        right ? null : Object.assign(new Error("Authentication failed"), { responseCode: 535 }),
        right ? { user: given.username } : undefined);
    },
    onMailFrom(address, session, callback) {
      tell("mail", { session: session.id, from: address.address });
      if (!applies(ruleFor("mail", session), session, callback)) {
        callback();
      }
    },
    onRcptTo(address, session, callback) {
      tell("rcpt", { session: session.id, to: [address.address] });
      if (!applies(ruleFor("rcpt", session, address.address), session, callback)) {
        callback();
      }
    },
    onData,
    onClose(session) {
      carried.delete(session.id);
      tell("close", { session: session.id });
    },
  });
  server.on("error", (e) => {
    // Clients that go away in the middle are what these tests are about; a port that cannot be had is not.
    if (e.syscall === "listen") {
      process.stderr.write(`${e.message}\n`);
      process.exit(1);
    }
  });
  const listening = server.listen(port, "127.0.0.1", () => tell("listening", { port: listening.address().port }));
}

process.on("SIGINT", () => {});
createInterface({ input: process.stdin })
  .on("line", (line) => {
    const order = JSON.parse(line);
    if (!server) {
      start(order);
      return;
    }
    if (order.order === "rules") {
      rules = order.rules;
    }
    tell("done", { id: order.id });
  })
  .on("close", () => process.exit(0));
