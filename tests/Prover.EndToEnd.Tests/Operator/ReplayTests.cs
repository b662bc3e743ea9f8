using Prover.Algebra;
using Prover.EndToEnd.Tests.Cli;
using Prover.EndToEnd.Tests.Service;
using Prover.Host.Cli;
using Prover.Pipeline;
using Prover.Wire;
using Xunit;

namespace Prover.EndToEnd.Tests.Operator;

/// <summary><c>prover replay</c>: a failed attempt, from the node's bundle, again.</summary>
public sealed class ReplayTests(KeyFolderFixture keys) : IClassFixture<KeyFolderFixture>
{
    [Fact]
    public async Task A_block_that_was_refused_by_the_service_is_refused_again_from_its_bundle()
    {
        using TemporaryFolder folder = new();
        using ServeRun run = ServeRun.Start(keys.Path, folder.File("store"));
        using HttpClient http = await run.ReadyAsync();
        HttpRequestMessage request = new(HttpMethod.Post, "/v1/blocks") { Content = new ByteArrayContent(Refused()) };
        request.Headers.Add("Idempotency-Key", "k");
        using HttpResponseMessage taken = await http.SendAsync(request);
        Assert.True(taken.IsSuccessStatusCode, await taken.Content.ReadAsStringAsync());
        string node = http.BaseAddress!.ToString();
        string bundle = folder.File("bundle");
        await Poll.UntilAsync(async () => (await http.GetStringAsync("/v1/admin/dead"))
            .Contains("bundles/", StringComparison.Ordinal));
        ProgramRun saved = await ProgramRun.Of("dead", "show", "1", "--bundle", bundle, "--node", node);
        Assert.Equal(ExitCode.Ok, saved.ExitCode);

        ProgramRun again = await ProgramRun.Of("replay", bundle, "--keys", keys.Path);
        Assert.Equal(ExitCode.Ok, again.ExitCode);
        Assert.Contains("Poison in Witness", again.Output, StringComparison.Ordinal);
        Assert.Matches("outcome +the same", again.Output);
        string hash = ContentHash.Of(File.ReadAllBytes(bundle)).ToString();
        ProgramRun fetched = await ProgramRun.Of("replay", hash, "--keys", keys.Path, "--node", node, "--json");
        Assert.Equal(ExitCode.Ok, fetched.ExitCode);
        Assert.Contains("\"sameFailure\": true", fetched.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_block_that_is_proven_now_is_another_outcome()
    {
        using TemporaryFolder folder = new();
        ReplayBundle bundle = new()
        {
            Job = new JobId(31337, 1),
            Fence = 3,
            CircuitId = keys.CircuitId,
            Worker = "w",
            Device = "native",
            Software = "prover",
            Stage = JobStage.Prove,
            Kind = WorkFailureKind.WrongProof,
            Reason = "The proof does not verify.",
            Envelope = keys.Block(1),
        };
        File.WriteAllBytes(folder.File("b"), ReplayBundleCodec.Encode(bundle));
        ProgramRun run = await ProgramRun.Of("replay", folder.File("b"), "--keys", keys.Path);
        Assert.Equal(ExitCode.FileMismatch, run.ExitCode);
        Assert.Contains("a right proof now", run.Output, StringComparison.Ordinal);
        (await ProgramRun.Of("replay", folder.File("b"), "--keys", folder.Path))
            .AssertFailed(ExitCode.FileMismatch, ".key");
        (await ProgramRun.Of("replay", folder.File("b"))).AssertFailed(ExitCode.Usage, "--keys");
    }

    [Fact]
    public async Task A_file_that_is_no_bundle_is_refused()
    {
        using TemporaryFolder folder = new();
        File.WriteAllText(folder.File("b"), "{}");
        (await ProgramRun.Of("replay", folder.File("b"), "--keys", keys.Path))
            .AssertFailed(ExitCode.FileMismatch, "not a replay bundle");
        (await ProgramRun.Of("replay", folder.File("none"), "--keys", keys.Path)).AssertFailed(ExitCode.Usage, "none");
    }

    /// <summary>An envelope that decodes, with another new root than its operations give.</summary>
    private byte[] Refused()
    {
        BlockEnvelope envelope = BlockEnvelopeCodec.Decode(keys.Block(1));
        return BlockEnvelopeCodec.Encode(envelope with { Header = envelope.Header with { NewRoot = Fr.One } });
    }
}
