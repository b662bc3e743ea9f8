using System.Reflection;
using System.Text.Json;
using Prover.Algebra;
using Prover.Circuits;
using Prover.Host.Cli;
using CircuitWire = Prover.Circuits.Wire;

namespace Prover.Host.Catalog;

/// <summary>
/// Fills the inputs of a circuit from JSON that has the shape of its fields: numbers as decimal or 0x strings (or plain
/// JSON integers), arrays as arrays, nested objects as objects.
/// </summary>
/// <remarks>Error texts name the input, never its value: inputs are secret.</remarks>
internal static class InputsJson
{
    private static readonly JsonDocumentOptions Strict = new() { AllowDuplicateProperties = false };

    /// <summary>Reads a file into the circuit's fields.</summary>
    /// <exception cref="CommandException">The file is missing, damaged, or has another shape than the
    /// circuit.</exception>
    public static void Fill(ICircuit circuit, string file)
    {
        try
        {
            using JsonDocument document = JsonDocument.Parse(OutputFile.ReadBytes(file), Strict);
            FillObject(circuit, document.RootElement, "");
        }
        catch (JsonException)
        {
            throw new CommandException(ExitCode.FileMismatch, $"{file}: not JSON");
        }
    }

    private static void FillObject(object owner, JsonElement json, string prefix)
    {
        Expect(json, JsonValueKind.Object, prefix.Length == 0 ? "the file" : prefix, "an object");
        HashSet<string> known = new(StringComparer.OrdinalIgnoreCase);
        foreach (FieldInfo field in owner.GetType().GetFields(BindingFlags.Public | BindingFlags.Instance))
        {
            if (field.FieldType != typeof(CircuitWire) && field.GetValue(owner) is null or string or ValueType)
            {
                continue;
            }

            string name = prefix + field.Name;
            known.Add(field.Name);
            JsonElement value = Member(json, field.Name)
                ?? throw new CommandException(ExitCode.FileMismatch, $"input '{name}' is missing");
            if (field.FieldType == typeof(CircuitWire))
            {
                field.SetValue(owner, (CircuitWire)Number(value, name));
            }
            else
            {
                FillValue(field.GetValue(owner)!, value, name);
            }
        }

        string? extra = json.EnumerateObject()
            .Select(member => member.Name)
            .FirstOrDefault(name => !known.Contains(name));
        if (extra is not null)
        {
            throw new CommandException(ExitCode.FileMismatch, $"input '{prefix}{extra}' is not one of the circuit");
        }
    }

    private static void FillValue(object target, JsonElement json, string name)
    {
        if (target is not Array array)
        {
            FillObject(target, json, name + ".");
            return;
        }

        Expect(json, JsonValueKind.Array, name, $"an array of {array.Length}");
        if (json.GetArrayLength() != array.Length)
        {
            throw new CommandException(
                ExitCode.FileMismatch,
                $"input '{name}': expected {array.Length} elements, found {json.GetArrayLength()}");
        }

        for (int i = 0; i < array.Length; i++)
        {
            string element = $"{name}[{i}]";
            if (array is CircuitWire[] wires)
            {
                wires[i] = Number(json[i], element);
            }
            else
            {
                FillValue(array.GetValue(i)!, json[i], element);
            }
        }
    }

    private static Fr Number(JsonElement json, string name)
    {
        try
        {
            string text = json.ValueKind switch
            {
                JsonValueKind.String => json.GetString()!,
                JsonValueKind.Number => json.GetRawText(),
                _ => throw new FormatException(),
            };
            return Fr.Parse(text);
        }
        catch (Exception failure) when (failure is FormatException or InvalidOperationException)
        {
            // InvalidOperationException: a string that is not Unicode.
            throw new CommandException(
                ExitCode.FileMismatch, $"input '{name}': expected a decimal or 0x number below the field order");
        }
    }

    private static JsonElement? Member(JsonElement json, string name)
    {
        foreach (JsonProperty member in json.EnumerateObject())
        {
            if (string.Equals(member.Name, name, StringComparison.OrdinalIgnoreCase))
            {
                return member.Value;
            }
        }

        return null;
    }

    private static void Expect(JsonElement json, JsonValueKind kind, string name, string what)
    {
        if (json.ValueKind != kind)
        {
            throw new CommandException(ExitCode.FileMismatch, $"input '{name}': expected {what}");
        }
    }
}
