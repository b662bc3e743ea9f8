using System.Diagnostics.CodeAnalysis;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Prover.Algebra;

namespace Prover.Groth16;

/// <summary>Verification keys, proofs and public inputs in the JSON of snarkjs, both ways.</summary>
/// <remarks>
/// Readers are strict: canonical decimals below the field order, points on the curve and in the subgroup, the names
/// and the number of points that snarkjs writes, no name twice. Whatever the text is, they answer; they do not crash.
/// Source: files of snarkjs 0.7.
/// </remarks>
public static class SnarkjsJson
{
    private const string Protocol = "groth16";
    private const string Curve = "bn128";
    private const int MaxPublicInputs = 1 << 20;

    private static readonly JsonDocumentOptions Strict = new() { AllowDuplicateProperties = false };

    private static readonly JsonSerializerOptions Indented =
        new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The text of a verification_key.json.</summary>
    public static string Write(VerifyingKey key)
    {
        ArgumentNullException.ThrowIfNull(key);
        var ic = new JsonArray();
        foreach (G1Affine point in key.Ic)
        {
            ic.Add(JsonSerializer.SerializeToNode(SnarkjsEncoding.Encode(in point)));
        }

        return Text(new JsonObject
        {
            ["protocol"] = Protocol,
            ["curve"] = Curve,
            ["nPublic"] = key.PublicCount,
            ["vk_alpha_1"] = Node(SnarkjsEncoding.Encode(key.Alpha)),
            ["vk_beta_2"] = Node(SnarkjsEncoding.Encode(key.Beta)),
            ["vk_gamma_2"] = Node(SnarkjsEncoding.Encode(key.Gamma)),
            ["vk_delta_2"] = Node(SnarkjsEncoding.Encode(key.Delta)),
            ["vk_alphabeta_12"] = Node(SnarkjsEncoding.Encode(Pairing.Compute(key.Alpha, key.Beta))),
            ["IC"] = ic,
        });
    }

    /// <summary>The text of a proof.json.</summary>
    public static string Write(Proof proof)
    {
        ArgumentNullException.ThrowIfNull(proof);
        return Text(new JsonObject
        {
            ["pi_a"] = Node(SnarkjsEncoding.Encode(proof.A)),
            ["pi_b"] = Node(SnarkjsEncoding.Encode(proof.B)),
            ["pi_c"] = Node(SnarkjsEncoding.Encode(proof.C)),
            ["protocol"] = Protocol,
            ["curve"] = Curve,
        });
    }

    /// <summary>The text of a public.json.</summary>
    public static string Write(ReadOnlySpan<Fr> publicInputs)
    {
        var values = new JsonArray();
        foreach (ref readonly Fr input in publicInputs)
        {
            values.Add(input.ToString());
        }

        return Text(values);
    }

    /// <summary>Reads a verification_key.json.</summary>
    /// <param name="json">The text.</param>
    /// <param name="place">Where it comes from, for the error.</param>
    /// <exception cref="KeyFileException">Not a key, or one that must not be trusted.</exception>
    public static VerifyingKey ReadVerifyingKey(string json, string place)
    {
        const string Remedy = "export the verification key again";
        const string Expected = "a Groth16 verification key of snarkjs over bn128";
        JsonElement root = Parse(json, out string fault);
        if (!HasNames(root, ref fault)
            || !TryGetInt(root, "nPublic", out int count)
            || !TryG1(Property(root, "vk_alpha_1"), out G1Affine alpha)
            || !TryG2(Property(root, "vk_beta_2"), out G2Affine beta)
            || !TryG2(Property(root, "vk_gamma_2"), out G2Affine gamma)
            || !TryG2(Property(root, "vk_delta_2"), out G2Affine delta)
            || !TryIc(Property(root, "IC"), out G1Affine[] ic))
        {
            throw new KeyFileException(
                place, Expected, fault.Length > 0 ? fault : "a missing or invalid number or point", Remedy);
        }

        if (ic.Length != count + 1L)
        {
            throw new KeyFileException(place, $"{count + 1L} IC points for nPublic = {count}", $"{ic.Length}", Remedy);
        }

        return VerifyingKey.TryCreate(
            in alpha, in beta, in gamma, in delta, ic, out VerifyingKey? key, out fault)
            ? key
            : throw new KeyFileException(place, "a safe verifying key", fault, Remedy);
    }

    /// <summary>Reads a proof.json; false and a reason if it is not one.</summary>
    public static bool TryReadProof(string json, [NotNullWhen(true)] out Proof? proof, out string fault)
    {
        proof = null;
        JsonElement root = Parse(json, out fault);
        if (!HasNames(root, ref fault))
        {
            return false;
        }

        if (!TryG1(Property(root, "pi_a"), out G1Affine a)
            || !TryG2(Property(root, "pi_b"), out G2Affine b)
            || !TryG1(Property(root, "pi_c"), out G1Affine c))
        {
            fault = "expected points pi_a, pi_b, pi_c of the curve, found something else";
            return false;
        }

        proof = new Proof(a, b, c);
        return true;
    }

    /// <summary>Reads a public.json; false and a reason if it is not one.</summary>
    public static bool TryReadPublicInputs(string json, [NotNullWhen(true)] out Fr[]? inputs, out string fault)
    {
        inputs = null;
        JsonElement root = Parse(json, out fault);
        if (root.ValueKind != JsonValueKind.Array || root.GetArrayLength() > MaxPublicInputs)
        {
            fault = fault.Length > 0 ? fault : "expected a list of public inputs, found something else";
            return false;
        }

        var values = new Fr[root.GetArrayLength()];
        for (int i = 0; i < values.Length; i++)
        {
            string? text = AsText(root[i]);
            if (!Fr.TryParse(text, out values[i]) || values[i].ToString() != text)
            {
                fault = $"expected a decimal number below the field order as public input {i}, found something else";
                return false;
            }
        }

        inputs = values;
        return true;
    }

    private static JsonElement Parse(string json, out string fault)
    {
        ArgumentNullException.ThrowIfNull(json);
        fault = string.Empty;
        try
        {
            using JsonDocument document = JsonDocument.Parse(json, Strict);
            return document.RootElement.Clone();
        }
        catch (JsonException)
        {
            fault = "text that is not JSON";
            return default;
        }
    }

    private static bool HasNames(JsonElement root, ref string fault)
    {
        if (AsText(Property(root, "protocol")) == Protocol && AsText(Property(root, "curve")) == Curve)
        {
            return true;
        }

        fault = fault.Length > 0 ? fault : $"protocol or curve other than {Protocol} and {Curve}";
        return false;
    }

    private static bool TryIc(JsonElement element, out G1Affine[] points)
    {
        points = [];
        if (element.ValueKind != JsonValueKind.Array || element.GetArrayLength() > MaxPublicInputs + 1)
        {
            return false;
        }

        // Not by index: a list of lists is searched from its start for each.
        points = new G1Affine[element.GetArrayLength()];
        int i = 0;
        foreach (JsonElement point in element.EnumerateArray())
        {
            if (!TryG1(point, out points[i++]))
            {
                return false;
            }
        }

        return true;
    }

    private static bool TryG1(JsonElement element, out G1Affine point) =>
        SnarkjsEncoding.TryDecode(Texts(element), out point);

    private static bool TryG2(JsonElement element, out G2Affine point)
    {
        point = default;
        if (element.ValueKind != JsonValueKind.Array || element.GetArrayLength() != 3)
        {
            return false;
        }

        return SnarkjsEncoding.TryDecode([Texts(element[0]), Texts(element[1]), Texts(element[2])], out point);
    }

    private static string?[]? Texts(JsonElement element) =>
        element.ValueKind == JsonValueKind.Array && element.GetArrayLength() <= 3
            ? [.. element.EnumerateArray().Select(AsText)]
            : null;

    private static JsonElement Property(JsonElement element, string name) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out JsonElement value)
            ? value
            : default;

    private static string? AsText(JsonElement element)
    {
        try
        {
            return element.ValueKind == JsonValueKind.String ? element.GetString() : null;
        }
        catch (InvalidOperationException)
        {
            // Half a surrogate pair: the parser looks at the encoding of a string only when it is asked for.
            return null;
        }
    }

    private static bool TryGetInt(JsonElement root, string name, out int value)
    {
        value = 0;
        JsonElement element = Property(root, name);
        return element.ValueKind == JsonValueKind.Number && element.TryGetInt32(out value)
            && value is >= 0 and <= MaxPublicInputs;
    }

    private static JsonNode? Node<T>(T value) => JsonSerializer.SerializeToNode(value);

    private static string Text(JsonNode node) => node.ToJsonString(Indented) + "\n";
}
