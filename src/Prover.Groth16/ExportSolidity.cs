using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using Prover.Algebra;

namespace Prover.Groth16;

/// <summary>Writes a verifying key as a Solidity contract that stands alone.</summary>
/// <remarks>
/// The text is that of Solidity/Verifier.template.sol with the points of the key as constants. Equal keys give
/// equal text.
/// </remarks>
public static partial class ExportSolidity
{
    private const string Template = "Prover.Groth16.Solidity.Verifier.template.sol";

    private const string AccumulateFunction = """

            /// @dev sum <- sum + input * (x, y).
            function _accumulate(uint256[2] memory sum, uint256 x, uint256 y, uint256 input) private view {
                require(input < R, PublicInputNotInField(input));
                uint256[4] memory buffer = [x, y, input, 0];
                bool ok;
                // Assembly: a precompile has no interface that the language could call. The product takes the place
                // of the point, the old sum that of the scalar and the word after it.
                assembly ("memory-safe") {
                    ok := staticcall(gas(), ECMUL, buffer, 0x60, buffer, 0x40)
                    mcopy(add(buffer, 0x40), sum, 0x40)
                    ok := and(ok, staticcall(gas(), ECADD, buffer, 0x80, sum, 0x40))
                }
                // The points are constants on the curve: only a lack of gas can fail here.
                assert(ok);
            }

        """;

    /// <summary>Whether a contract can have this name: a Solidity identifier.</summary>
    /// <param name="name">The name.</param>
    public static bool IsContractName(string name) => Identifier().IsMatch(name);

    /// <summary>The contract as text, lines ended by \n.</summary>
    /// <param name="key">The key.</param>
    /// <param name="contractName">A Solidity identifier.</param>
    /// <param name="circuitId">The identity of the circuit, for the heading.</param>
    /// <param name="isDevelopment">Whether the key comes from a development setup, for the heading.</param>
    /// <exception cref="ArgumentException">The name is not an identifier.</exception>
    public static string Render(
        VerifyingKey key, string contractName, ReadOnlySpan<byte> circuitId, bool isDevelopment)
    {
        ArgumentNullException.ThrowIfNull(key);
        if (!IsContractName(contractName))
        {
            throw new ArgumentException(
                $"Expected a Solidity identifier, found '{contractName}'.", nameof(contractName));
        }

        int count = key.PublicCount;
        string setup = isDevelopment
            ? "DEVELOPMENT: one party knew the trapdoor and could prove anything; not for value"
            : "from outside of this program";
        return ReadTemplate()
            .Replace("{{name}}", contractName, StringComparison.Ordinal)
            .Replace("{{circuit}}", Hex(circuitId), StringComparison.Ordinal)
            .Replace("{{key}}", Hex(key.Hash()), StringComparison.Ordinal)
            .Replace("{{setup}}", setup, StringComparison.Ordinal)
            .Replace("{{constants}}", Constants(key), StringComparison.Ordinal)
            .Replace("{{inputsDoc}}", count == 0 ? string.Empty : InputsDoc, StringComparison.Ordinal)
            .Replace("{{inputsParameter}}", InputsParameter(count), StringComparison.Ordinal)
            .Replace("{{accumulateFunction}}", count == 0 ? string.Empty : AccumulateFunction, StringComparison.Ordinal)
            .Replace("{{accumulate}}", Accumulate(count), StringComparison.Ordinal);
    }

    private const string InputsDoc = "    /// @param inputs The public inputs, each below R.\n";

    private static string InputsParameter(int count) => count == 0
        ? string.Empty
        : string.Create(CultureInfo.InvariantCulture, $",\n        uint256[{count}] calldata inputs");

    private static string Accumulate(int count)
    {
        var text = new StringBuilder();
        for (int i = 0; i < count; i++)
        {
            _ = text.Append(
                CultureInfo.InvariantCulture, $"        _accumulate(sum, IC_{i + 1}_X, IC_{i + 1}_Y, inputs[{i}]);\n");
        }

        return text.ToString();
    }

    private static string Constants(VerifyingKey key)
    {
        var text = new StringBuilder();
        Append(text, "ALPHA", key.Alpha);
        Append(text, "BETA", key.Beta);
        Append(text, "GAMMA", key.Gamma);
        Append(text, "DELTA", key.Delta);
        for (int i = 0; i < key.Ic.Length; i++)
        {
            Append(text, string.Create(CultureInfo.InvariantCulture, $"IC_{i}"), in key.Ic[i]);
        }

        return text.ToString();
    }

    private static void Append(StringBuilder text, string name, in G1Affine point)
    {
        Append(text, $"{name}_X", point.X);
        Append(text, $"{name}_Y", point.Y);
    }

    private static void Append(StringBuilder text, string name, in G2Affine point)
    {
        Append(text, $"{name}_X1", point.X.C1);
        Append(text, $"{name}_X0", point.X.C0);
        Append(text, $"{name}_Y1", point.Y.C1);
        Append(text, $"{name}_Y0", point.Y.C0);
    }

    private static void Append(StringBuilder text, string name, Fq value) =>
        text.Append(CultureInfo.InvariantCulture, $"    uint256 private constant {name} = {value};\n");

    private static string Hex(ReadOnlySpan<byte> bytes) => "0x" + Convert.ToHexStringLower(bytes);

    private static string ReadTemplate()
    {
        using Stream stream = typeof(ExportSolidity).Assembly.GetManifestResourceStream(Template)
            ?? throw new InvalidOperationException($"The resource {Template} is not in the assembly.");
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd().ReplaceLineEndings("\n");
    }

    [GeneratedRegex(@"^[A-Za-z_$][A-Za-z0-9_$]*\z")]
    private static partial Regex Identifier();
}
