using Prover.Host.Cli;
using Xunit;

namespace Prover.EndToEnd.Tests.Cli;

/// <summary>
/// The smallest circuit through the program: setup, prove, verify, export, and files that are not right.
/// </summary>
public sealed class CubicTests(CubicFixture fixture) : IClassFixture<CubicFixture>
{
    [Fact]
    public async Task A_proof_made_by_the_program_verifies()
    {
        ProgramRun run = await ProgramRun.Of("verify", fixture.Proof, "--vk", fixture.VerifyingKey);
        Assert.Equal((ExitCode.Ok, "valid"), (run.ExitCode, run.Output.Trim()));
    }

    [Fact]
    public async Task Another_public_input_makes_the_proof_invalid()
    {
        string other = fixture.File("other.json");
        File.WriteAllText(other, "[\"36\"]");
        ProgramRun run = await ProgramRun.Of("verify", fixture.Proof, "--vk", fixture.VerifyingKey, "--public", other);
        Assert.Equal((ExitCode.InvalidProof, "invalid"), (run.ExitCode, run.Output.Trim()));
    }

    [Fact]
    public async Task An_input_that_does_not_satisfy_is_reported_with_its_source_line_but_not_its_secret()
    {
        string input = fixture.File("bad-input.json");
        File.WriteAllText(input, """{ "X": "1234567", "Y": "36" }""");
        ProgramRun run = await Prove(input, fixture.Key);
        Assert.Equal(ExitCode.Unsatisfied, run.ExitCode);
        Assert.Contains("Cubic.cs(", run.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("1234567", run.Output + run.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{ "X": "3" }""", "'Y' is missing")]
    [InlineData("""{ "X": "3", "Y": "35", "Z": "1" }""", "'Z'")]
    [InlineData("""{ "X": "three", "Y": "35" }""", "'X'")]
    [InlineData("""{ "X": [3], "Y": "35" }""", "'X'")]
    [InlineData("""{ "X": "\ud800", "Y": "35" }""", "'X'")]
    [InlineData("""{ "X": "3", "X": "4", "Y": "35" }""", "not JSON")]
    [InlineData("[", "not JSON")]
    public async Task An_input_file_of_another_shape_names_the_input(string text, string says)
    {
        string input = fixture.File(Guid.NewGuid() + ".json");
        File.WriteAllText(input, text);
        (await Prove(input, fixture.Key)).AssertFailed(ExitCode.FileMismatch, says);
    }

    [Fact]
    public async Task A_key_that_was_cut_short_gives_one_clear_line()
    {
        string cut = fixture.File("cut.key");
        File.WriteAllBytes(cut, File.ReadAllBytes(fixture.Key)[..^100]);
        (await Prove(fixture.Input, cut)).AssertFailed(ExitCode.FileMismatch, "cut.key");
    }

    [Fact]
    public async Task A_key_with_one_altered_byte_gives_one_clear_line()
    {
        string altered = fixture.File("altered.key");
        byte[] bytes = File.ReadAllBytes(fixture.Key);
        bytes[bytes.Length / 2] ^= 1;
        File.WriteAllBytes(altered, bytes);
        (await Prove(fixture.Input, altered)).AssertFailed(ExitCode.FileMismatch, "altered.key");
    }

    [Fact]
    public async Task A_proof_file_that_was_cut_short_gives_one_clear_line()
    {
        string cut = fixture.File("cut.json");
        File.WriteAllText(cut, File.ReadAllText(fixture.Proof)[..^40]);
        ProgramRun run = await ProgramRun.Of(
            "verify", cut, "--vk", fixture.VerifyingKey, "--public", fixture.Proof + ".public.json");
        run.AssertFailed(ExitCode.FileMismatch, "cut.json");
    }

    [Fact]
    public async Task A_text_without_end_gives_one_clear_line()
    {
        string large = fixture.File("large.json");
        using (FileStream sparse = File.Create(large))
        {
            sparse.SetLength(3L << 30);
        }

        ProgramRun run = await ProgramRun.Of(
            "verify", large, "--vk", fixture.VerifyingKey, "--public", fixture.Proof + ".public.json");
        run.AssertFailed(ExitCode.FileMismatch, "large.json: longer than 64 MiB");
        run = await ProgramRun.Of("prove", "cubic", "-i", large, "-k", fixture.Key, "-o", fixture.File("unused.json"));
        run.AssertFailed(ExitCode.FileMismatch, "large.json: longer than 64 MiB");
    }

    [Fact]
    public async Task A_failed_prove_writes_nothing()
    {
        string input = fixture.File("unsatisfied.json");
        File.WriteAllText(input, """{ "X": "3", "Y": "36" }""");
        string proof = fixture.File("never.json");
        await ProgramRun.Of("prove", "cubic", "-i", input, "-k", fixture.Key, "-o", proof);
        Assert.Empty(Directory.EnumerateFiles(Path.GetDirectoryName(proof)!, "never*"));
    }

    [Fact]
    public async Task The_exported_verifier_says_that_its_key_is_for_development()
    {
        string file = fixture.File("Verifier.sol");
        ProgramRun run = await ProgramRun.Of("export", "solidity", fixture.Key, "-o", file, "--name", "CubicVerifier");
        Assert.Equal(ExitCode.Ok, run.ExitCode);
        string text = File.ReadAllText(file);
        Assert.Contains("contract CubicVerifier", text, StringComparison.Ordinal);
        Assert.Contains("DEVELOPMENT", text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("9lives")]
    [InlineData("two words")]
    [InlineData("A{}contract B")]
    public async Task A_name_that_no_contract_can_have_is_refused(string name)
    {
        string file = fixture.File("Misnamed.sol");
        ProgramRun run = await ProgramRun.Of("export", "solidity", fixture.Key, "-o", file, "--name", name);
        run.AssertFailed(ExitCode.Usage, "expected a Solidity identifier");
        Assert.False(File.Exists(file));
    }

    private Task<ProgramRun> Prove(string input, string key)
    {
        return ProgramRun.Of("prove", "cubic", "-i", input, "-k", key, "-o", fixture.File("unused.json"));
    }
}
