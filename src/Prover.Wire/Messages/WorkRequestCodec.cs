using Prover.Rollup;

namespace Prover.Wire;

/// <summary><c>work-request.v1</c> as MessagePack.</summary>
public static class WorkRequestCodec
{
    private const int Fields = 7;
    private const double Steps = 10_000;
    private const int LastStage = 1;
    private const int LastKind = 2;

    /// <summary>The bytes of a request.</summary>
    public static byte[] Encode(WorkRequest request) =>
        MessageFrame.Encode(request, EnvelopeKind.WorkRequest, Fields, Write);

    /// <summary>Reads a request and refuses everything that <see cref="Encode"/> would not write.</summary>
    /// <exception cref="EnvelopeException">The bytes are not a worker's request.</exception>
    public static WorkRequest Decode(ReadOnlyMemory<byte> bytes) =>
        MessageFrame.Decode(bytes, EnvelopeKind.WorkRequest, Fields, Read, Encode);

    private static void Write(ref WireWriter writer, WorkRequest request)
    {
        writer.Bytes(request.Id.Span);
        writer.Integer((ulong)request.Verb);
        writer.Text(request.Worker);
        writer.Text(request.Device);
        WireList.Write(ref writer, request.Circuits, (ref WireWriter w, Bytes32 circuit) => w.Hash(circuit));
        if (request.Lease is { } lease)
        {
            writer.Array(WorkLease.Fields);
            WorkLease.Write(ref writer, lease);
        }
        else
        {
            writer.Nil();
        }

        WriteBody(ref writer, request);
    }

    /// <summary>What a verb needs beyond the lease; nil for take and return.</summary>
    private static void WriteBody(ref WireWriter writer, WorkRequest request)
    {
        switch (request)
        {
            case { Verb: WorkVerb.Renew, Progress: { } progress }:
                writer.Array(2);
                writer.Integer((ulong)progress.Stage);
                writer.Integer((ulong)Math.Round(Math.Clamp(progress.Fraction, 0, 1) * Steps));
                break;
            case { Verb: WorkVerb.Complete, Result: { } result }:
                writer.Array(3);
                writer.Bytes(result.Proof.Span);
                writer.Integer(WireTime.Milliseconds(result.WitnessTime));
                writer.Integer(WireTime.Milliseconds(result.ProveTime));
                break;
            case { Verb: WorkVerb.Fail, Failure: { } failure }:
                writer.Array(4);
                writer.Integer((ulong)failure.Stage);
                writer.Integer((ulong)failure.Kind);
                writer.Text(MessageText.Line(failure.Reason) ?? "no reason given");
                writer.OptionalHash(failure.Bundle);
                break;
            default:
                writer.Nil();
                break;
        }
    }

    private static WorkRequest Read(ref WireReader reader)
    {
        byte[] id = reader.Bytes("id", WorkRequest.IdSize);
        ulong verb = reader.Integer("verb", (ulong)WorkVerb.Return);
        reader.Require(verb >= (ulong)WorkVerb.Take, "verb", "1 to 5", "0");
        string worker = reader.Ascii("worker", MessageText.MaximumName);
        string device = reader.Ascii("device", MessageText.MaximumName);
        Bytes32[] circuits = WireList.Read(ref reader, "circuits", (ref WireReader r) => r.Hash("id"));
        reader.Require(
            circuits.Length <= WorkRequest.MaximumCircuits,
            "circuits",
            $"at most {WorkRequest.MaximumCircuits}",
            "more");
        var request = new WorkRequest(id, (WorkVerb)verb, worker, device) { Circuits = circuits };
        bool isTake = request.Verb == WorkVerb.Take;
        reader.Require(isTake || circuits.Length == 0, "circuits", "none for this verb", "some");
        return ReadBody(ref reader, request with { Lease = isTake ? NoLease(ref reader) : ReadLease(ref reader) });
    }

    private static WorkLease? NoLease(ref WireReader reader)
    {
        reader.Require(reader.Nil("lease"), "lease", "nil for take", "a value");
        return null;
    }

    private static WorkLease ReadLease(ref WireReader reader)
    {
        reader.Record("lease", WorkLease.Fields);
        return WorkLease.Read(ref reader);
    }

    private static WorkRequest ReadBody(ref WireReader reader, WorkRequest request)
    {
        switch (request.Verb)
        {
            case WorkVerb.Renew:
                reader.Record("progress", 2);
                return request with
                {
                    Progress = new WorkProgressFields(
                        (int)reader.Integer("stage", LastStage),
                        reader.Integer("fraction", (ulong)Steps) / Steps),
                };
            case WorkVerb.Complete:
                reader.Record("result", 3);
                return request with
                {
                    Result = new WorkResultFields(
                        reader.Bytes("proof", WorkRequest.ProofSize),
                        WireTime.Span(reader.Integer("witnessTime", WireTime.MaximumSpan)),
                        WireTime.Span(reader.Integer("proveTime", WireTime.MaximumSpan))),
                };
            case WorkVerb.Fail:
                reader.Record("failure", 4);
                return request with
                {
                    Failure = new WorkFailureFields(
                        (int)reader.Integer("stage", LastStage),
                        (int)reader.Integer("kind", LastKind),
                        reader.Text("reason", MessageText.MaximumLine),
                        reader.OptionalHash("bundle")),
                };
            default:
                reader.Require(reader.Nil("body"), "body", "nil for this verb", "a value");
                return request;
        }
    }
}
