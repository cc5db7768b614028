package io.kuma.dp.dns;

import java.io.IOException;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.util.List;
import java.util.Optional;
import org.xbill.DNS.AAAARecord;
import org.xbill.DNS.ARecord;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.OPTRecord;
import org.xbill.DNS.Opcode;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Record;
import org.xbill.DNS.Section;
import org.xbill.DNS.Type;

/** Answers queries about names of the mesh. Thread-safe. */
final class LocalAnswers {
  private static final int CLASSIC_UDP_SIZE = 512;
  private static final int LARGEST = 65_535;

  private volatile HostTable table = HostTable.EMPTY;
  private volatile boolean known;

  void replace(HostTable next) {
    table = next;
    known = true;
  }

  /** Whether there ever was a table. */
  boolean isKnown() {
    return known;
  }

  /** What a query asks for and how long its answer may be, or nothing if it is none. */
  static Optional<Message> parse(byte[] packet) {
    try {
      Message query = new Message(packet);
      boolean isQuery =
          !query.getHeader().getFlag(Flags.QR)
              && query.getHeader().getOpcode() == Opcode.QUERY
              && query.getQuestion() != null;
      return isQuery ? Optional.of(query) : Optional.empty();
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  /** The answer; empty if somebody else has to be asked. */
  Optional<byte[]> answer(Message query, boolean overUdp) {
    Record question = query.getQuestion();
    HostTable now = table;
    if (question.getDClass() != DClass.IN) {
      return Optional.empty();
    }
    return now.find(question.getName().toString())
        .map(addresses -> answer(query, addresses, now.ttl()).toWire(limit(query, overUdp)));
  }

  /** A name that is there, but has no address of the kind, has an empty answer. */
  private static Message answer(Message query, List<InetAddress> addresses, long ttl) {
    Message answer = reply(query, Rcode.NOERROR);
    answer.getHeader().setFlag(Flags.AA);
    Name name = query.getQuestion().getName();
    int type = query.getQuestion().getType();
    for (InetAddress address : addresses) {
      boolean v4 = address instanceof Inet4Address;
      if (v4 && (type == Type.A || type == Type.ANY)) {
        answer.addRecord(new ARecord(name, DClass.IN, ttl, address), Section.ANSWER);
      } else if (!v4 && (type == Type.AAAA || type == Type.ANY)) {
        answer.addRecord(new AAAARecord(name, DClass.IN, ttl, address), Section.ANSWER);
      }
    }
    return answer;
  }

  /** The code of an answer; RFC 1035, section 4.1.1. */
  static int code(byte[] answer) {
    return answer.length > 3 ? answer[3] & 0x0f : Rcode.SERVFAIL;
  }

  /** That nobody could be asked. */
  static byte[] failure(Message query) {
    return reply(query, Rcode.SERVFAIL).toWire(CLASSIC_UDP_SIZE);
  }

  private static Message reply(Message query, int code) {
    Message reply = new Message(query.getHeader().getID());
    reply.getHeader().setFlag(Flags.QR);
    reply.getHeader().setFlag(Flags.RA);
    if (query.getHeader().getFlag(Flags.RD)) {
      reply.getHeader().setFlag(Flags.RD);
    }
    reply.getHeader().setRcode(code);
    reply.addRecord(query.getQuestion(), Section.QUESTION);
    if (query.getOPT() != null) {
      reply.addRecord(new OPTRecord(LARGEST, 0, 0), Section.ADDITIONAL);
    }
    return reply;
  }

  private static int limit(Message query, boolean overUdp) {
    OPTRecord opt = query.getOPT();
    if (!overUdp) {
      return LARGEST;
    }
    return opt == null ? CLASSIC_UDP_SIZE : Math.max(CLASSIC_UDP_SIZE, opt.getPayloadSize());
  }
}
