using System.Collections;
using System.Text.Json;
using Prover.Host.Cli;

namespace Prover.Host.Service.Settings;

/// <summary>Where settings come from: a JSON file, the environment, the command line.</summary>
internal static class SettingSources
{
    /// <summary>The file that is read if none is named.</summary>
    public const string DefaultFile = "appsettings.json";

    private const string Prefix = "PROVER__";

    private static readonly JsonDocumentOptions Options = new()
    {
        CommentHandling = JsonCommentHandling.Skip,
        AllowTrailingCommas = true,
        MaxDepth = 8,
    };

    /// <summary>The settings of a file; of the default one, if it is there, when none is named.</summary>
    /// <exception cref="CommandException">It cannot be read or is not of this form.</exception>
    public static IReadOnlyList<GivenSetting> OfFile(string? file)
    {
        if (file is null && !File.Exists(DefaultFile))
        {
            return [];
        }

        string path = file ?? DefaultFile;
        try
        {
            using JsonDocument document = JsonDocument.Parse(OutputFile.ReadText(path), Options);
            return [.. Sections(document.RootElement, path)];
        }
        catch (JsonException failure)
        {
            throw new CommandException(
                ExitCode.Usage, $"{path}: expected settings in JSON: {failure.Message}", failure);
        }
    }

    /// <summary>The environment variables <c>PROVER__SECTION__NAME</c>, in any case.</summary>
    public static IReadOnlyList<GivenSetting> OfEnvironment(IDictionary variables)
    {
        return
        [
            .. from DictionaryEntry variable in variables
               let name = (string)variable.Key
               where name.StartsWith(Prefix, StringComparison.OrdinalIgnoreCase)
               orderby name
               select new GivenSetting(
                   name[Prefix.Length..].Replace("__", ":", StringComparison.Ordinal),
                   (string?)variable.Value ?? "",
                   name),
        ];
    }

    /// <summary>Texts <c>Section:Name=value</c> of the command line.</summary>
    /// <exception cref="CommandException">One has another form.</exception>
    public static IReadOnlyList<GivenSetting> OfOptions(IEnumerable<string> options)
    {
        return [.. options.Select(option => option.Split('=', 2) is [string name, string value]
            ? new GivenSetting(name.Trim(), value, "--set")
            : throw new CommandException(
                ExitCode.Usage, $"--set {option}: expected Section:Name=value, like Node:Role=worker"))];
    }

    private static IEnumerable<GivenSetting> Sections(JsonElement root, string path)
    {
        Expect(root.ValueKind == JsonValueKind.Object, path, "the document", "an object of sections");
        foreach (JsonProperty section in root.EnumerateObject())
        {
            Expect(section.Value.ValueKind == JsonValueKind.Object, path, section.Name, "an object of settings");
            foreach (JsonProperty setting in section.Value.EnumerateObject())
            {
                string name = $"{section.Name}:{setting.Name}";
                yield return new GivenSetting(name, TextOf(setting.Value, path, name), path);
            }
        }
    }

    private static string TextOf(JsonElement value, string path, string name)
    {
        switch (value.ValueKind)
        {
            case JsonValueKind.String:
                return value.GetString()!;
            case JsonValueKind.Array:
                return string.Join(',', value.EnumerateArray().Select(item => TextOf(item, path, name)));
            case JsonValueKind.Null:
                return "";
            default:
                Expect(value.ValueKind != JsonValueKind.Object, path, name, "a value, not an object");
                return value.GetRawText();
        }
    }

    private static void Expect(bool good, string path, string what, string expected)
    {
        if (!good)
        {
            throw new CommandException(ExitCode.Usage, $"{path}: {what}: expected {expected}");
        }
    }
}
