using System.Collections;
using System.Reflection;

namespace Prover.Host.Service.Settings;

/// <summary>A setting as a row of the table: its name, type, default and meaning.</summary>
/// <param name="Section">The property of <see cref="ServiceSettings"/>.</param>
/// <param name="Property">The property of the section.</param>
/// <param name="About">Its meaning and bounds.</param>
internal sealed record SettingEntry(PropertyInfo Section, PropertyInfo Property, SettingAttribute About)
{
    private static readonly ServiceSettings Defaults = new();

    /// <summary>All settings, in the order of the records.</summary>
    public static IReadOnlyList<SettingEntry> All { get; } =
    [
        .. from section in typeof(ServiceSettings).GetProperties()
           from property in section.PropertyType.GetProperties()
           let about = property.GetCustomAttribute<SettingAttribute>()
           where about is not null
           select new SettingEntry(section, property, about),
    ];

    /// <summary><c>Section:Name</c>.</summary>
    public string Name => $"{Section.Name}:{Property.Name}";

    /// <summary>The default as text; empty for none.</summary>
    public string Default => Show(Defaults);

    /// <summary>The value in some settings as text, fit for everybody's eyes; empty for none.</summary>
    public string Show(ServiceSettings settings)
    {
        return Property.GetValue(Section.GetValue(settings)) switch
        {
            null => "",
            bool flag => flag ? "true" : "false",
            Enum choice => choice.ToString().ToLowerInvariant(),
            string text => text,
            Uri address => address.GetComponents(UriComponents.SchemeAndServer, UriFormat.UriEscaped),
            IEnumerable many => string.Join(",", many.Cast<object>()),
            IFormattable value => value.ToString(null, System.Globalization.CultureInfo.InvariantCulture),
            object other => other.ToString() ?? "",
        };
    }
}
