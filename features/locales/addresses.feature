@locales
Feature: Addresses of every country that the store delivers to

  @LO22
  Scenario: An address in a country without postcodes is taken
    Given I have a product in stock in my cart
    When I give an address without postcodes
    Then I should be past the address step

  @LO22
  Scenario: An address in a country with states is taken
    Given I have a product in stock in my cart
    When I give an address with states
    Then I should be past the address step

  @LO23
  Scenario: A postcode is taken in every usual spelling
    Then the postcode of my home address should be taken in every usual spelling

  @LO25
  Scenario: The country of the home address is chosen at first
    Given I have a product in stock in my cart
    When I reach the address step
    Then the country of my home address should be chosen at first

  @LO24
  Scenario: A long name with accents and apostrophes survives to the order and the mail
    Given I have a product in stock in my cart
    And I live at an address with accents
    When I place my order
    Then my order should be confirmed
    And the order should hold my address letter by letter
    And the confirmation e-mail should spell my address letter by letter
