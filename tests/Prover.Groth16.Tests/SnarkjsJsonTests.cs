using Prover.Algebra;
using Xunit;

namespace Prover.Groth16.Tests;

public sealed class SnarkjsJsonTests : IDisposable
{
    private readonly RandomSystem _system = new(31, 2, 12, 9);
    private readonly KeyOnDisk _key;
    private readonly string _proof;
    private readonly string _verifyingKey;

    public SnarkjsJsonTests()
    {
        _key = new KeyOnDisk(_system, seed: "json tests");
        _proof = SnarkjsJson.Write(_key.Prove(_system.Assignment, "proof"));
        _verifyingKey = SnarkjsJson.Write(_key.VerifyingKey);
    }

    public void Dispose() => _key.Dispose();

    [Fact]
    public void Proof_key_and_inputs_come_back()
    {
        Assert.True(SnarkjsJson.TryReadProof(_proof, out Proof? proof, out string fault), fault);
        string inputsText = SnarkjsJson.Write(_system.PublicInputs);
        Assert.True(SnarkjsJson.TryReadPublicInputs(inputsText, out Fr[]? inputs, out fault), fault);
        VerifyingKey key = SnarkjsJson.ReadVerifyingKey(_verifyingKey, "vkey.json");

        Assert.Equal(_system.PublicInputs, inputs);
        Assert.Equal(_key.VerifyingKey.Hash(), key.Hash());
        Assert.True(Verify.Proof(key, proof, inputs));
    }

    [Fact]
    public void A_cut_text_is_refused_at_any_length()
    {
        for (int length = 0; length < _proof.TrimEnd().Length; length += 11)
        {
            Assert.False(SnarkjsJson.TryReadProof(_proof[..length], out _, out string fault));
            Assert.Equal("text that is not JSON", fault);
        }

        for (int length = 0; length < _verifyingKey.TrimEnd().Length; length += 53)
        {
            KeyFileException failure = Assert.Throws<KeyFileException>(
                () => SnarkjsJson.ReadVerifyingKey(_verifyingKey[..length], "vkey.json"));
            Assert.Contains("vkey.json: expected a Groth16 verification key", failure.Message);
        }
    }

    [Fact]
    public void The_time_to_read_a_key_grows_with_its_points_and_not_with_their_square()
    {
        _ = SecondsToRead(1000);
        double small = SecondsToRead(2_000);
        double large = SecondsToRead(64_000);

        // 32 times the points: about 32 times as long, but 300 times (as measured) if each is searched from the start.
        Assert.True(large < 150 * small, $"2,000 points in {small:0.000} s, 64,000 in {large:0.000} s");
    }

    [Theory]
    [InlineData("\"groth16\"", "\"plonk\"")]
    [InlineData("\"bn128\"", "\"bls12381\"")]
    [InlineData("\"pi_a\"", "\"pi_x\"")]
    [InlineData("\"1\"", "1")]
    [InlineData("\"1\"", "\"01\"")]
    [InlineData("\"1\"", "\"2\"")]
    [InlineData("\"1\"", "\"0\"")]
    [InlineData("\"1\"", "null")]
    [InlineData("\"1\"", "\"\\ud800\"")]
    [InlineData("\"groth16\"", "\"\\ud800\"")]
    [InlineData("\"groth16\"", "\"groth16\", \"protocol\": \"groth16\"")]
    [InlineData("\"1\"", "[[[]]]")]
    [InlineData("\"pi_b\": [", "\"pi_b\": [[\"1\", \"2\"],")]
    [InlineData("\"pi_b\": [", "\"pi_b\": {}, \"x\": [")]
    public void Another_form_is_refused(string part, string replacement)
    {
        string text = Compact(_proof);
        Assert.Contains(Compact(part), text);

        Assert.False(SnarkjsJson.TryReadProof(
            text.Replace(Compact(part), replacement, StringComparison.Ordinal), out _, out string fault));
        Assert.NotEmpty(fault);
    }

    [Fact]
    public void A_number_that_is_not_below_the_field_order_is_refused()
    {
        G1Affine a = _key.Prove(_system.Assignment, "proof").A;
        string same = (a.X.ToBigInteger() + Fq.Modulus).ToString(null, null);
        string altered = _proof.Replace(a.X.ToString(), same, StringComparison.Ordinal);
        Assert.NotEqual(_proof, altered);

        Assert.False(SnarkjsJson.TryReadProof(altered, out _, out _));
        Assert.False(SnarkjsJson.TryReadPublicInputs($"[\"{Fr.Modulus}\"]", out _, out _));
        Assert.True(SnarkjsJson.TryReadPublicInputs($"[\"{Fr.Modulus - 1}\"]", out _, out _));
    }

    [Theory]
    [InlineData("")]
    [InlineData("{}")]
    [InlineData("null")]
    [InlineData("[1]")]
    [InlineData("[\"\"]")]
    [InlineData("[\"-1\"]")]
    [InlineData("[\"0x10\"]")]
    [InlineData("[\"007\"]")]
    [InlineData("[\" 7\"]")]
    [InlineData("[[\"7\"]]")]
    public void Public_inputs_in_another_form_are_refused(string json)
    {
        Assert.False(SnarkjsJson.TryReadPublicInputs(json, out Fr[]? inputs, out string fault));
        Assert.Null(inputs);
        Assert.NotEmpty(fault);
    }

    [Fact]
    public void Unsafe_keys_and_wrong_counts_are_refused()
    {
        string text = Compact(_verifyingKey);
        const string Count = "\"nPublic\":2";
        Assert.Contains(
            "expected 4 IC points", Refusal(text.Replace(Count, "\"nPublic\":3", StringComparison.Ordinal)));
        _ = Refusal(text.Replace(Count, "\"nPublic\":-1", StringComparison.Ordinal));
        _ = Refusal(text.Replace(Count, "\"nPublic\":2147483647", StringComparison.Ordinal));

        int gamma = text.IndexOf("\"vk_gamma_2\":", StringComparison.Ordinal) + "\"vk_gamma_2\":".Length;
        int delta = text.IndexOf("\"vk_delta_2\":", StringComparison.Ordinal) + "\"vk_delta_2\":".Length;
        string gammaPoint = text[gamma..(text.IndexOf("]]", gamma, StringComparison.Ordinal) + 2)];
        string deltaPoint = text[delta..(text.IndexOf("]]", delta, StringComparison.Ordinal) + 2)];
        Assert.Contains("gamma = delta", Refusal(text.Replace(deltaPoint, gammaPoint, StringComparison.Ordinal)));
    }

    private static string Refusal(string json) =>
        Assert.Throws<KeyFileException>(() => SnarkjsJson.ReadVerifyingKey(json, "vkey.json")).Message;

    /// <summary>Processor time for a key with so many IC points, all the generator of G1.</summary>
    private double SecondsToRead(int points)
    {
        string ic = string.Join(',', Enumerable.Repeat("[\"1\",\"2\",\"1\"]", points));
        string text = Compact(_verifyingKey)
            .Replace("\"nPublic\":2", $"\"nPublic\":{points - 1}", StringComparison.Ordinal);
        text = $"{text[..text.IndexOf("\"IC\"", StringComparison.Ordinal)]}\"IC\":[{ic}]}}";
        TimeSpan start = Environment.CpuUsage.TotalTime;
        Assert.Equal(points - 1, SnarkjsJson.ReadVerifyingKey(text, "vkey.json").PublicCount);
        return (Environment.CpuUsage.TotalTime - start).TotalSeconds;
    }

    private static string Compact(string json) =>
        json.Replace(" ", string.Empty, StringComparison.Ordinal).Replace("\n", string.Empty, StringComparison.Ordinal);
}
