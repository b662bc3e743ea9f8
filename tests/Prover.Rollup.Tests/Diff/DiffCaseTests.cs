using Xunit;

namespace Prover.Rollup.Tests;

public sealed class DiffCaseTests
{
    /// <summary>Set to 1 to write the file anew.</summary>
    private const string WriteSwitch = "PROVER_WRITE_VECTORS";

    public static TheoryData<string> Names => new(DiffCaseFile.Read().Select(one => one.Name));

    [Fact]
    public void The_file_is_what_the_generator_writes()
    {
        string text = DiffCaseFile.Text(DiffCaseGenerator.All());
        if (Environment.GetEnvironmentVariable(WriteSwitch) == "1")
        {
            File.WriteAllText(DiffCaseFile.Path, text);
        }

        Assert.Equal(File.ReadAllText(DiffCaseFile.Path), text);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void A_case_decodes_as_the_file_says(string name)
    {
        DiffCase one = DiffCaseFile.Read().Single(one => one.Name == name);
        byte[] bytes = Convert.FromHexString(one.Bytes[2..]);

        DiffError error = DiffCodec.TryDecode(bytes, one.Capacities, one.AccountCount, out StateDiff? diff);

        string found = error == DiffError.None ? "none" : error.ToString();
        string expected = one.Error ?? "none";
        Assert.Equal(expected.StartsWith("Diff", StringComparison.Ordinal) ? expected[4..] : expected, found);
        Assert.Equal(one.Words is null, diff is null);
        if (diff is not null)
        {
            Assert.Equivalent(one.Words, DiffCaseFile.WordsOf(diff, one.Capacities), strict: true);
            Assert.Equal(bytes, DiffCodec.Encode(diff));
        }
    }

    [Fact]
    public void Every_error_has_a_case()
    {
        HashSet<string> found = [.. DiffCaseFile.Read().Select(one => one.Error).OfType<string>()];
        Assert.All(Enum.GetNames<DiffError>().Where(name => name != nameof(DiffError.None)), name =>
            Assert.Contains(found, error => error == name || error == "Diff" + name));
    }
}
