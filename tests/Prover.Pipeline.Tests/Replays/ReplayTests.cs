using System.Text;
using System.Text.Json.Nodes;
using Prover.Testing;

namespace Prover.Pipeline.Tests;

/// <summary>Bundles of failed attempts: written, read back however they were damaged, and run again.</summary>
public sealed class ReplayTests
{
    private static readonly ReplayBundle Poison = new()
    {
        Job = new JobId(7, 812),
        Fence = 3,
        CircuitId = TextEnvelope.Circuit,
        Worker = "gpu-a",
        Device = "fake",
        Software = "tests 1",
        Stage = JobStage.Witness,
        Kind = WorkFailureKind.Poison,
        Reason = "not satisfied: \u03a3 \u2260 0 in <rule>",
        Envelope = TextEnvelope.Of(812),
    };

    private static readonly ReplayBundle Full = Poison with
    {
        KeyHash = TextEnvelope.CircuitOf(9),
        Stage = JobStage.Prove,
        Kind = WorkFailureKind.WrongProof,
        Assignment = ContentHash.Of([44]),
    };

    public static TheoryData<string, string> Damages => new()
    {
        { "\"Version\": 1", "\"Version\": 2" },
        { "\"Version\": 1,", "" },
        { "\"Version\": 1,", "\"Version\": 1, \"Version\": 1," },
        { "\"Version\": 1,", "\"Version\": 1, \"More\": 1," },
        { "\"Version\": 1", "\"Version\": \"1\"" },
        { "\"7/812\"", "\"7/0812\"" },
        { "\"7/812\"", "\"7/0\"" },
        { "\"7/812\"", "null" },
        { "\"Fence\": 3", "\"Fence\": 0" },
        { "\"Fence\": 3", "\"Fence\": 3.5" },
        { "\"Fence\": 3", "\"Fence\": 99999999999999999999" },
        { "\"0x000", "\"0X000" },
        { "\"Witness\"", "\"witness\"" },
        { "\"Witness\"", "\"Verify\"" },
        { "\"Witness\"", "\"0\"" },
        { "\"Poison\"", "\"2\"" },
        { "\"Poison\"", "\"Other\"" },
        { "\"gpu-a\"", "\"gpu\\n\"" },
        { "\"gpu-a\"", "{}" },
        { "\"ODEyIDEg\"", "\"ODEyIDEg \"" },
        { "\"ODEyIDEg\"", "\"ODEyIDE\"" },
        { "\"ODEyIDEg\"", "\"!!!!\"" },
        { "}", "" },
        { "}", "} x" },
        { "}", ", }" },
    };

    [Fact]
    public void What_is_written_is_read_back()
    {
        foreach (ReplayBundle bundle in new[] { Poison, Full })
        {
            byte[] file = ReplayBundleCodec.Encode(bundle);
            Assert.True(ReplayBundleCodec.TryDecode(file, out ReplayBundle? read, out string? problem), problem);
            Assert.Equal(bundle with { Envelope = default }, read with { Envelope = default });
            Assert.Equal(bundle.Envelope.ToArray(), read.Envelope.ToArray());
            Assert.Equal(file, ReplayBundleCodec.Encode(read));
        }
    }

    [Theory]
    [MemberData(nameof(Damages))]
    public void A_damaged_file_is_refused_with_one_line(string good, string bad)
    {
        string file = Encoding.UTF8.GetString(ReplayBundleCodec.Encode(Poison));
        int at = file.IndexOf(good, StringComparison.Ordinal);
        Assert.True(at >= 0, $"{good} is not in {file}");
        string damaged = file[..at] + bad + file[(at + good.Length)..];
        Assert.False(ReplayBundleCodec.TryDecode(Encoding.UTF8.GetBytes(damaged), out _, out string? problem));
        Assert.False(string.IsNullOrEmpty(problem));
        Assert.DoesNotContain('\n', problem);
    }

    [Fact]
    public void No_bytes_at_all_make_the_reader_throw()
    {
        var random = new Random(4);
        byte[] file = ReplayBundleCodec.Encode(Full);
        int read = 0;
        for (int i = 0; i < 20_000; i++)
        {
            byte[] damaged = [.. file];
            int count = random.Next(1, 4);
            for (int k = 0; k < count; k++)
            {
                damaged[random.Next(damaged.Length)] = (byte)random.Next(256);
            }

            int length = random.Next(4) == 0 ? random.Next(damaged.Length) : damaged.Length;
            if (ReplayBundleCodec.TryDecode(damaged.AsSpan(0, length), out ReplayBundle? bundle, out _))
            {
                read++;
                Assert.True(ReplayBundleCodec.TryDecode(ReplayBundleCodec.Encode(bundle), out _, out _));
            }
        }

        Assert.InRange(read, 1, 20_000);
    }

    [Fact]
    public void Every_member_is_named_in_the_file()
    {
        JsonObject file = JsonNode.Parse(ReplayBundleCodec.Encode(Full))!.AsObject();
        string[] members =
        [
            "Version", "Job", "Fence", "Circuit", "KeyHash", "Worker", "Device", "Software", "Stage", "Kind",
            "Reason", "Assignment", "Envelope",
        ];
        Assert.Equal(members, file.Select(member => member.Key));
    }

    [Fact]
    public void The_same_refusal_is_the_same_failure_and_another_is_not()
    {
        FakeProver Refusing(string reason) => new()
        {
            OnPrepare = (_, _) =>
                throw new BlockFailureException(WorkFailureKind.Poison, JobStage.Witness, reason),
        };
        ReplayReport same = Run(Poison, Refusing(Poison.Reason));
        Assert.True(same.IsSameFailure);
        Assert.Null(same.HasSameAssignment);
        Assert.Contains("the same again", same.ToString(), StringComparison.Ordinal);
        Assert.False(Run(Poison, Refusing("not satisfied: another")).IsSameFailure);
        ReplayReport right = Run(Poison, new FakeProver());
        Assert.False(right.IsSameFailure);
        Assert.Null(right.Failure);
    }

    [Fact]
    public void A_wrong_proof_is_told_with_its_assignment()
    {
        ReplayReport lie = Run(Full, new FakeProver { OnProve = (_, _) => false });
        Assert.True(lie.IsSameFailure);
        Assert.True(lie.HasSameAssignment);
        ReplayReport other = Run(Full with { Assignment = ContentHash.Of([1]) }, new FakeProver());
        Assert.False(other.HasSameAssignment);
        Assert.Null(other.Failure);
        Assert.Contains("ANOTHER assignment", other.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_device_without_the_circuit_is_not_asked() =>
        Assert.Throws<ArgumentException>(
            () => Run(Poison with { CircuitId = TextEnvelope.CircuitOf(5) }, new FakeProver()));

    [Fact]
    public async Task A_failure_to_prove_is_kept_with_the_digest_of_its_assignment()
    {
        var payloads = new MemoryPayloadStore();
        var prover = new FakeProver();
        var keeper = new ReplayKeeper(payloads, [prover], "tests 1");
        var item = new WorkItem(Full.Job, 3, default, Full.CircuitId, default, default);
        var failure = new BlockFailureException(WorkFailureKind.Transient, JobStage.Prove, "fake: out of memory");
        var worker = new WorkerIdentity("gpu-a", "fake", prover.Circuits);
        ContentHash? name = await keeper.KeepAsync(item, worker, Full.Envelope, failure, default);
        byte[]? file = await payloads.GetAsync(name!.Value, default);
        Assert.True(ReplayBundleCodec.TryDecode(file, out ReplayBundle? bundle, out _));
        Assert.Equal(ContentHash.Of([44]), bundle.Assignment);
        Assert.Equal(0, prover.Open);
        Assert.Equal(name, await keeper.KeepAsync(item, worker, Full.Envelope, failure, default));
    }

    private static ReplayReport Run(ReplayBundle bundle, FakeProver prover) =>
        Replay.Run(bundle, prover, new Progress<double>(), default);
}
