using Prover.Host.Cli;

namespace Prover.Host.Service.Settings;

/// <summary>From what was given to checked settings; later values win over earlier ones.</summary>
internal static class SettingsReader
{
    /// <summary>The settings of a file, the environment and the command line, in this order.</summary>
    /// <exception cref="CommandException">One is unknown or wrong; says which, what was expected and found.</exception>
    public static ServiceSettings Read(string? file, System.Collections.IDictionary environment,
        IEnumerable<GivenSetting> options)
    {
        ServiceSettings settings = Bind(
            [.. SettingSources.OfFile(file), .. SettingSources.OfEnvironment(environment), .. options]);
        SettingsCheck.Check(settings);
        return settings;
    }

    /// <summary>Fills the records; each value is right by itself, not yet together.</summary>
    public static ServiceSettings Bind(IReadOnlyList<GivenSetting> given)
    {
        ServiceSettings settings = new();
        foreach (GivenSetting setting in given)
        {
            SettingEntry entry = Find(setting);
            object section = entry.Section.GetValue(settings)!;
            entry.Property.SetValue(section, ValueOf(entry, setting));
        }

        return settings;
    }

    private static SettingEntry Find(GivenSetting setting)
    {
        return SettingEntry.All.FirstOrDefault(e => e.Name.Equals(setting.Name, StringComparison.OrdinalIgnoreCase))
            ?? throw new CommandException(
                ExitCode.Usage,
                $"{setting.Origin}: there is no setting '{setting.Name}'; the nearest is {Nearest(setting.Name)}");
    }

    private static object? ValueOf(SettingEntry entry, GivenSetting setting)
    {
        Type type = entry.Property.PropertyType;
        bool none = string.IsNullOrWhiteSpace(setting.Text);
        if (none && (type == typeof(string) || type == typeof(Uri) || Nullable.GetUnderlyingType(type) is not null))
        {
            return null;
        }

        object? value = SettingValue.Parse(type, entry.About, setting.Text, out string? expected);
        return expected is null ? value : throw new CommandException(
            ExitCode.Usage,
            $"{setting.Origin}: {entry.Name}: expected {expected}, found '{Found(entry, setting.Text)}'");
    }

    // What was meant for an address may hold a password.
    private static string Found(SettingEntry entry, string text)
    {
        string clean = string.Concat(text.Where(c => !char.IsControl(c)));
        return entry.Property.PropertyType == typeof(Uri)
            ? $"{clean.Length} characters" : clean[..Math.Min(80, clean.Length)];
    }

    private static string Nearest(string name)
    {
        return SettingEntry.All.MinBy(entry => Distance(entry.Name, name))!.Name;
    }

    /// <summary>How many letters are to be changed, added or removed (Levenshtein), whatever their case.</summary>
    private static int Distance(string a, string b)
    {
        int[] row = [.. Enumerable.Range(0, b.Length + 1)];
        foreach ((int i, char letter) in a.Index())
        {
            int corner = i;
            row[0] = i + 1;
            for (int j = 1; j <= b.Length; j++)
            {
                int change = corner + (char.ToUpperInvariant(letter) == char.ToUpperInvariant(b[j - 1]) ? 0 : 1);
                corner = row[j];
                row[j] = Math.Min(change, Math.Min(row[j], row[j - 1]) + 1);
            }
        }

        return row[^1];
    }
}
