using System.Reflection;

namespace Prover.Circuits;

/// <summary>One input of a circuit object: a field of an object, or an element of an array.</summary>
internal readonly record struct InputSlot(object Owner, FieldInfo? Field, int Index)
{
    public Wire Value
    {
        get => Field is null ? ((Wire[])Owner)[Index] : (Wire)Field.GetValue(Owner)!;
        set
        {
            if (Field is null)
            {
                ((Wire[])Owner)[Index] = value;
            }
            else
            {
                Field.SetValue(Owner, value);
            }
        }
    }
}
